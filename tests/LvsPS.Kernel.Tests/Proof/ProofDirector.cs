using System.Diagnostics;
using System.Text;
using LvsPS.Kernel.Tests.Harness;

namespace LvsPS.Kernel.Tests.Proof;

/// <summary>A director that the proof works on, by the module's own client, and by ipvsadm where its kernel is a real one.</summary>
public sealed class ProofDirector : IDisposable
{
    private readonly IKernelUnderTest _kernel;
    private readonly LvsClient _client;

    public ProofDirector(IKernelUnderTest kernel)
    {
        _kernel = kernel;
        _client = new LvsClient(kernel.Connect());
    }

    public bool HasIpvsadm => _kernel is RealKernel;

    /// <summary>The whole table as it is.</summary>
    public LvsTable Read()
    {
        LvsReading reading = _client.ReadServices(withRealServers: true);
        return reading.IsConsistent
            ? new LvsTable { Services = reading.Services, Timeout = _client.ReadTimeout(), SyncDaemons = _client.ReadSyncDaemons() }
            : throw new InvalidOperationException("The table did not hold still.");
    }

    /// <summary>Brings the table to a wanted one, as Import-LvsTable -Mode Replace does.</summary>
    public void Replace(LvsTable wanted) => Execute(TableDiffer.Diff(Read(), wanted, LvsDiffMode.Replace));

    public void Execute(LvsPlan plan)
    {
        foreach (LvsChangeResult result in new PlanExecutor(_client).Execute(plan).Where(r => r.Status != LvsChangeStatus.Done))
        {
            throw new InvalidOperationException($"{result.Change.Rule}: {result.Status}, {result.Error?.Message}");
        }
    }

    /// <summary>Clears the table, stops what daemons run, and puts all time-outs to a second.</summary>
    public void Clear()
    {
        LvsTable current = Read();
        var second = TimeSpan.FromSeconds(1);
        Execute(new LvsPlan(
        [
            new LvsClearChange(current),
            new LvsTimeoutChange(current.Timeout!, new LvsTimeout { Tcp = second, TcpFin = second, Udp = second }),
            .. current.SyncDaemons!.Select(d => new LvsSyncDaemonChange(d, null)),
        ]));
    }

    /// <summary>Has ipvsadm read lines.</summary>
    public void IpvsadmRestore(IEnumerable<string> lines)
    {
        (int exitCode, string output) = Ipvsadm(["-R"], string.Join('\n', lines) + "\n");
        if (exitCode != 0 || output.Length > 0)
        {
            throw new InvalidOperationException($"ipvsadm -R ended with {exitCode}: {output}");
        }
    }

    /// <summary>The lines of <c>ipvsadm -Sn</c>.</summary>
    public string[] IpvsadmSave()
    {
        (int exitCode, string output) = Ipvsadm(["-Sn"], string.Empty);
        return exitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException(output);
    }

    public void Dispose() => _client.Dispose();

    private (int ExitCode, string Output) Ipvsadm(string[] arguments, string input) => ((RealKernel)_kernel).InNamespace(() =>
    {
        // A process begins in the namespace of the thread that starts it.
        using Process process = Process.Start(new ProcessStartInfo("ipvsadm", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder(process.StandardOutput.ReadToEnd());
        output.Append(errors.GetAwaiter().GetResult());
        process.WaitForExit();
        return (process.ExitCode, output.ToString());
    });
}
