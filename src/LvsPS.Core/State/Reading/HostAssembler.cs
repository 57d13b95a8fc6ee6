using System.Net;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Puts together what a document says of the host.</summary>
internal sealed class HostAssembler(ReadingContext context)
{
    /// <summary>Settings of the kernel, as the kernel writes them.</summary>
    public IReadOnlyList<LvsDesiredKernelSetting> Settings(IReadOnlyList<LvsDesiredKernelSetting> read, YamlNode at)
    {
        var settings = new List<LvsDesiredKernelSetting>();
        var known = new HashSet<string>();
        Dictionary<string, YamlPair> pairs = (at as YamlMapping)?.Pairs.ToDictionary(p => p.Key.Text) ?? [];
        context.Enter("kernelSettings");
        foreach (LvsDesiredKernelSetting setting in read)
        {
            context.Enter(setting.Name);
            YamlPair? pair = pairs.GetValueOrDefault(setting.Name);
            string dotted = setting.Name.Replace('/', '.');
            string bare = dotted.StartsWith("net.ipv4.vs.", StringComparison.Ordinal) ? dotted["net.ipv4.vs.".Length..] : setting.Name;
            string name = NetworkSetting.Parse(setting.Name)?.Name ?? bare;
            if (NetworkSetting.Parse(setting.Name) is null && (NetworkSetting.IsMeant(setting.Name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
            {
                context.Error(pair?.Key ?? at, $"{setting.Name} is no setting that LvsPS knows.", $"Outside of net.ipv4.vs there are {NetworkSetting.Forms}.");
            }
            else if (!known.Add(name))
            {
                context.Error(pair?.Key ?? at, $"The setting {name} stands there twice.", "Write it once.");
            }

            try
            {
                settings.Add(new LvsDesiredKernelSetting { Name = name, Value = KernelSettings.Check(name, setting.Value) });
            }
            catch (LvsInputException e)
            {
                context.Error(pair?.Value ?? at, e.Message, e.Remedy);
            }

            if (name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !KernelSettingInfo.Known.Any(k => k.Name == name))
            {
                string? near = NearWord.Of(name, KernelSettingInfo.Known.Select(k => k.Name));
                context.Warning(pair?.Key ?? at, $"LvsPS knows of no setting net.ipv4.vs.{name}; the kernel may.", near is null ? "Look whether it is written right." : $"Is {near} meant?");
            }

            context.Leave();
        }

        context.Leave();
        return settings;
    }

    /// <summary>Virtual addresses.</summary>
    public IReadOnlyList<LvsDesiredVirtualAddress> Addresses(IReadOnlyList<VirtualAddressDraft> drafts) => Each("virtualAddresses", drafts, d => d.Address, "address", (draft, address) =>
    {
        // The rules are those of Add-LvsVirtualAddress.
        VirtualAddressRequest request = VirtualAddressRequest.Parse(address.ToString());
        _ = (request with { Interface = draft.Interface, PrefixLength = draft.PrefixLength, Broadcast = draft.Broadcast, Label = draft.Label }).Check();
        return new LvsDesiredVirtualAddress
        {
            Address = address,
            PrefixLength = draft.PrefixLength,
            Interface = draft.Interface,
            Broadcast = draft.Broadcast,
            Label = draft.Label,
            Announce = draft.Announce ?? false,
        };
    });

    /// <summary>Firewall marks.</summary>
    public IReadOnlyList<LvsDesiredFwMark> Marks(IReadOnlyList<FwMarkDraft> drafts) => Each("fwMarks", drafts, d => (object?)d.FwMark, "fwMark", (draft, mark) =>
    {
        List<LvsPortRange> ports = [.. Ports(LvsProtocol.Tcp, draft.Tcp), .. Ports(LvsProtocol.Udp, draft.Udp), .. Ports(LvsProtocol.Sctp, draft.Sctp)];
        if (ports.Count == 0)
        {
            context.Error(draft.At("fwMark"), FormattableString.Invariant($"The mark {mark} has no ports."), "Write tcp, udp or sctp with ports; [1-65535] are all.");
        }

        return new LvsDesiredFwMark
        {
            FwMark = (uint)mark,
            Addresses = [.. AddressBlocks.Of((draft.Addresses ?? []).Select(BlockOf)).Select(AddressBlocks.TextOf)],
            Ports = PortSet.Of(ports),
            IncludeLocal = draft.IncludeLocal ?? false,
        };
    });

    /// <summary>Addresses that the host serves as a real server.</summary>
    public IReadOnlyList<LvsDesiredRealServerHost> RealServers(IReadOnlyList<RealServerHostDraft> drafts) =>
        Each("realServerHosts", drafts, d => d.VirtualAddress, "virtualAddress", (draft, address) =>
        {
            bool isTunnel = draft.Mode == LvsRealServerMode.Tunnel;
            bool isGue = isTunnel && draft.TunnelType == LvsTunnelType.Gue;
            foreach ((string key, bool isGiven) in new[] { ("tunnelType", draft.TunnelType is not null), ("localAddress", draft.LocalAddress is not null) })
            {
                if (isGiven && !isTunnel)
                {
                    Error(draft, key, $"The key '{key}' is for a tunnel, and the mode of {address} is another.", "Write mode: tunnel, or leave it out.");
                }
            }

            if (isGue && draft.Port is null)
            {
                Error(draft, "tunnelType", "A gue tunnel needs a port.", "Write the port that the director's table has, such as port: 6080.");
            }
            else if (!isGue && draft.Port is not null)
            {
                Error(draft, "port", "Only a gue tunnel has a port.", "Write tunnelType: gue, or leave the port out.");
            }

            _ = VirtualAddressRequest.Parse(address.ToString());
            return new LvsDesiredRealServerHost
            {
                VirtualAddress = address,
                Mode = draft.Mode ?? LvsRealServerMode.DirectRouting,
                TunnelType = draft.TunnelType,
                Port = draft.Port,
                LocalAddress = draft.LocalAddress,
                AddRoute = draft.AddRoute ?? false,
            };
        });

    /// <summary>Finds settings that other parts of the document would set otherwise, so that it could never be true.</summary>
    /// <param name="state">What the document means.</param>
    /// <param name="draft">What it says.</param>
    public void FindContradictions(LvsDesiredState state, StateDraft draft)
    {
        LvsServiceId? tracked = state.Services.FirstOrDefault(s => s.FullNat is { Enabled: true })?.Service.Service;
        LvsDesiredRealServerHost? served = state.RealServerHosts?.FirstOrDefault(h => h.VirtualAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork);
        foreach (LvsDesiredKernelSetting setting in state.KernelSettings ?? [])
        {
            string? why = setting.Name switch
            {
                "conntrack" when tracked is not null && setting.Value == "0" => $"the full NAT of {tracked} needs 1",
                "net.ipv4.conf.all.arp_ignore" or "net.ipv4.conf.lo.arp_ignore" when served is not null && setting.Value is not ("1" or "2") =>
                    $"serving {served.VirtualAddress} as a real server needs 1 or 2",
                "net.ipv4.conf.all.arp_announce" or "net.ipv4.conf.lo.arp_announce" when served is not null && setting.Value != "2" =>
                    $"serving {served.VirtualAddress} as a real server needs 2",
                _ => null,
            };
            if (why is not null)
            {
                YamlNode at = draft.At("kernelSettings");
                context.Enter("kernelSettings");
                context.Enter(setting.Name);
                context.Error(
                    (at as YamlMapping)?.Pairs.Where(p => p.Key.Text.Replace('/', '.').EndsWith(setting.Name, StringComparison.Ordinal)).Select(p => p.Value).FirstOrDefault() ?? at,
                    $"{setting.Name} cannot be {setting.Value}: {why}.",
                    "Leave the setting out, or what needs another value.");
                context.Leave();
                context.Leave();
            }
        }

        FindSharedPackets(state.FwMarks ?? [], draft);
    }

    /// <summary>A packet has one mark.</summary>
    private void FindSharedPackets(IReadOnlyList<LvsDesiredFwMark> marks, StateDraft draft)
    {
        for (int i = 1; i < marks.Count; i++)
        {
            for (int other = 0; other < i; other++)
            {
                if (SharePackets(marks[i], marks[other]))
                {
                    context.Enter("fwMarks");
                    context.Enter(i);
                    Error(
                        draft.FwMarks![i],
                        "fwMark",
                        FormattableString.Invariant($"Packets that get the mark {marks[i].FwMark} get the mark {marks[other].FwMark} as well, and a packet has one mark."),
                        "Have no address with the same port in two marks.");
                    context.Leave();
                    context.Leave();
                }
            }
        }
    }

    private static bool SharePackets(LvsDesiredFwMark one, LvsDesiredFwMark other) =>
        one.Ports.Any(p => other.Ports.Any(o => p.Protocol == o.Protocol && p.First <= o.Last && o.First <= p.Last))
        && one.Addresses.Select(BlockOf).Any(a => other.Addresses.Select(BlockOf).Any(o => a.Contains(o.BaseAddress) || o.Contains(a.BaseAddress)));

    private static IPNetwork BlockOf(string text) => text.Contains('/') ? IPNetwork.Parse(text) : AddressBlocks.Single(IPAddress.Parse(text));

    private static IEnumerable<LvsPortRange> Ports(LvsProtocol protocol, IReadOnlyList<string>? texts) => (texts ?? []).Select(text =>
    {
        int[] ends = [.. text.Split('-').Select(e => int.Parse(e, System.Globalization.CultureInfo.InvariantCulture))];
        return new LvsPortRange(protocol, ends[0], ends[^1]);
    });

    private List<TItem> Each<TDraft, TKey, TItem>(string section, IReadOnlyList<TDraft> drafts, Func<TDraft, TKey?> keyOf, string key, Func<TDraft, TKey, TItem> make)
        where TDraft : Draft
        where TKey : class
    {
        var items = new List<TItem>();
        var known = new Dictionary<TKey, int>();
        context.Enter(section);
        for (int i = 0; i < drafts.Count; i++)
        {
            context.Enter(i);
            if (keyOf(drafts[i]) is TKey identity)
            {
                if (!known.TryAdd(identity, drafts[i].At(key).Line))
                {
                    Error(drafts[i], key, $"{identity} stands there twice, first in line {known[identity]}.", "Write it once.");
                }

                try
                {
                    items.Add(make(drafts[i], identity));
                }
                catch (LvsInputException e)
                {
                    Error(drafts[i], key, e.Message, e.Remedy);
                }
            }

            context.Leave();
        }

        context.Leave();
        return items;
    }

    private void Error(Draft draft, string key, string message, string remedy)
    {
        context.Enter(key);
        context.Error(draft.At(key), message, remedy);
        context.Leave();
    }
}
