using System.Management.Automation;
using System.Reflection;

namespace LvsPS.Module.Tests.Engine;

/// <summary>
/// The simulated kernel behind a session: its request log, and what goes wrong in it on demand. The module is loaded as a user loads
/// it, and its simulator in a context of its own, so this goes by reflection.
/// </summary>
public sealed class SimulatedDirector
{
    private readonly dynamic _kernel;
    private readonly object _session;

    private SimulatedDirector(object kernel, object session)
    {
        _kernel = kernel;
        _session = session;
    }

    /// <summary>Whether the caller has CAP_NET_ADMIN.</summary>
    public bool IsPrivileged
    {
        get => _kernel.IsPrivileged;
        set => _kernel.IsPrivileged = value;
    }

    /// <summary>Whether the kernel has ip_vs; a session asks once, when it is first used.</summary>
    public bool HasIpvs
    {
        get => _kernel.HasIpvs;
        set => _kernel.HasIpvs = value;
    }

    /// <summary>The commands that asked for a change, oldest first, with their errno where they were refused.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            var writes = new List<string>();
            foreach (dynamic request in _kernel.Writes)
            {
                writes.Add((string)request.ToString());
            }

            return writes;
        }
    }

    /// <summary>The kernel of a session object, or of the default session.</summary>
    public static SimulatedDirector Of(EngineFixture engine, string session = "Get-LvsSession -Default")
    {
        PSObject found = engine.Run(session).Succeeded().Output.Single();
        MethodInfo kernelOf = AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == "LvsPS")
            .GetType("LvsPS.Commands.SessionTable", throwOnError: true)!
            .GetMethod("KernelOf", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
        object kernel = kernelOf.Invoke(null, [found.BaseObject]) ?? throw new InvalidOperationException($"{found} is no simulated session.");
        return new SimulatedDirector(kernel, found.BaseObject);
    }

    /// <summary>Puts a text in the place of a file of /proc/net.</summary>
    public void Show(string file, string text)
    {
        object files = _session.GetType().GetProperty("Files", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(_session)!;
        var net = (Dictionary<string, Func<Stream>>)files.GetType().GetProperty("Net")!.GetValue(files)!;
        net[file] = () => new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text));
    }

    /// <summary>Gives a real server, at its service's port, connections.</summary>
    public void Connect(string service, string address, uint active, uint inactive, uint persistent)
    {
        Assembly core = _session.GetType().Assembly;
        object id = core.GetType("LvsPS.LvsServiceId")!.GetMethod("Parse", [typeof(string)])!.Invoke(null, [service])!;
        object server = Activator.CreateInstance(core.GetType("LvsPS.LvsRealServer")!)!;
        server.GetType().GetProperty("Service")!.SetValue(server, id);
        server.GetType().GetProperty("Address")!.SetValue(server, System.Net.IPAddress.Parse(address));
        server.GetType().GetProperty("Port")!.SetValue(server, id.GetType().GetProperty("VirtualPort")!.GetValue(id));
        Type mapping = core.GetType("LvsPS.WireMapping")!;
        MethodInfo add = ((object)_kernel).GetType().GetMethod("AddTraffic")!;
        _ = add.Invoke(
            (object)_kernel,
            [
                mapping.GetMethod("ToWire", [id.GetType()])!.Invoke(null, [id]),
                mapping.GetMethod("ToWireKey")!.Invoke(null, [server]),
                Activator.CreateInstance(add.GetParameters()[2].ParameterType.GetElementType()!),
                active,
                inactive,
                persistent,
            ]);
    }

    /// <summary>Puts a text in the place of the file of suspensions.</summary>
    public void WriteSuspensions(string text)
    {
        object file = PartOf("Suspensions");
        file.GetType().GetMethod("Write")!.Invoke(file, [text]);
    }

    /// <summary>What was announced, as interface and address.</summary>
    public IReadOnlyList<string> Announced => [.. Listed("Announced").Select(a => $"{a.GetType().GetField("Item1")!.GetValue(a)} {a.GetType().GetField("Item2")!.GetValue(a)}")];

    /// <summary>Every address of the host, with all that is known of it.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. ((System.Collections.IEnumerable)Network.GetType().GetMethod("Addresses")!.Invoke(Network, null)!).Cast<object>().Select(a => a.ToString()!)];

    /// <summary>How many transactions changed the firewall.</summary>
    public int FirewallWrites => (int)Firewall.GetType().GetProperty("Writes")!.GetValue(Firewall)!;

    private object Host => _session.GetType().GetProperty("Host", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(_session)!;

    private object Network => PartOf("Network");

    private object Firewall => PartOf("Nftables");

    /// <summary>Runs a document of nftables' JSON in the simulated firewall, as another program would.</summary>
    public string Nftables(string commands) => (string)Firewall.GetType().GetMethod("Run")!.Invoke(Firewall, [commands])!;

    /// <summary>Lets everything in the firewall fail, by the name of a failure.</summary>
    public void FirewallFails(string? failure) => Fail("Failure", failure);

    /// <summary>Lets every change to the firewall fail, by the name of a failure.</summary>
    public void FirewallFailsToChange(string? failure) => Fail("ChangeFailure", failure);

    /// <summary>Puts another host on the network.</summary>
    public void Neighbour(string address, string linkAddress) =>
        ((Dictionary<System.Net.IPAddress, System.Net.NetworkInformation.PhysicalAddress>)Network.GetType().GetProperty("Neighbours")!.GetValue(Network)!)
            .Add(System.Net.IPAddress.Parse(address), System.Net.NetworkInformation.PhysicalAddress.Parse(linkAddress));

    /// <summary>Makes the network refuse the changes whose words begin so.</summary>
    public void FailAt(string change, string errorId) => Network.GetType().GetProperty("Changing")!.SetValue(Network, (Action<string>)(what =>
    {
        if (what.StartsWith(change, StringComparison.Ordinal))
        {
            throw (Exception)Activator.CreateInstance(
                _session.GetType().Assembly.GetType("LvsPS.LvsException")!, errorId, $"'{what}' was refused.", what, "Let it be.", null)!;
        }
    }));

    private object PartOf(string name) => Host.GetType().GetProperty(name)!.GetValue(Host)!;

    private IEnumerable<object> Listed(string property) =>
        ((System.Collections.IEnumerable)Network.GetType().GetProperty(property)!.GetValue(Network)!).Cast<object>();

    /// <summary>Forgets what was asked so far.</summary>
    public void ClearLog() => _kernel.ClearRequests();

    private void Fail(string property, string? failure)
    {
        PropertyInfo found = Firewall.GetType().GetProperty(property)!;
        found.SetValue(Firewall, failure is null ? null : Enum.Parse(Nullable.GetUnderlyingType(found.PropertyType)!, failure));
    }
}
