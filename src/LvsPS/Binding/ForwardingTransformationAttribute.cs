namespace LvsPS.Binding;

/// <summary>Takes the words of the module, of its tables, of ipvsadm and of keepalived for ways of forwarding.</summary>
internal sealed class ForwardingTransformationAttribute : WordTransformationAttribute
{
    private static readonly Dictionary<string, LvsForwarding> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Masquerade"] = LvsForwarding.Masquerade,
        ["Masquerading"] = LvsForwarding.Masquerade,
        ["Masq"] = LvsForwarding.Masquerade,
        ["NAT"] = LvsForwarding.Masquerade,
        ["m"] = LvsForwarding.Masquerade,
        ["Gateway"] = LvsForwarding.Gateway,
        ["Gatewaying"] = LvsForwarding.Gateway,
        ["Route"] = LvsForwarding.Gateway,
        ["DR"] = LvsForwarding.Gateway,
        ["g"] = LvsForwarding.Gateway,
        ["Tunnel"] = LvsForwarding.Tunnel,
        ["Tunneling"] = LvsForwarding.Tunnel,
        ["Tun"] = LvsForwarding.Tunnel,
        ["IPIP"] = LvsForwarding.Tunnel,
        ["i"] = LvsForwarding.Tunnel,
        ["Local"] = LvsForwarding.Local,
        ["Bypass"] = LvsForwarding.Bypass,
    };

    protected override object? Find(string word) =>
        s_words.TryGetValue(word is ['-', _] ? word[1..] : word, out LvsForwarding forwarding) ? forwarding : null;

    protected override string Message(string word) =>
        $"'{word}' is no way of forwarding. Write Masquerade (also Masq, NAT or m), Gateway (also Route, DR or g) or Tunnel (also IPIP or i); the kernel has Local and Bypass too. Full NAT is Masquerade with Enable-LvsFullNat.";
}
