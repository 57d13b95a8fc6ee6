namespace LvsPS.Binding;

/// <summary>Takes the words of the module and of those who write about LVS for the ways in which packets reach a real server.</summary>
internal sealed class RealServerModeTransformationAttribute : WordTransformationAttribute
{
    private static readonly Dictionary<string, LvsRealServerMode> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DirectRouting"] = LvsRealServerMode.DirectRouting,
        ["DR"] = LvsRealServerMode.DirectRouting,
        ["Gateway"] = LvsRealServerMode.DirectRouting,
        ["Tunnel"] = LvsRealServerMode.Tunnel,
        ["TUN"] = LvsRealServerMode.Tunnel,
    };

    protected override object? Find(string word) => s_words.TryGetValue(word, out LvsRealServerMode mode) ? mode : null;

    protected override string Message(string word) => $"'{word}' is no mode. Write DirectRouting (also DR or Gateway) or Tunnel (also TUN).";
}
