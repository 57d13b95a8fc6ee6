using Xunit;

namespace LvsPS.Core.Tests.Hosts.Records;

/// <summary>Which file is whose.</summary>
public sealed class StateFolderTests
{
    [Theory]
    [InlineData(null, "host.json")]
    [InlineData("/run/netns/rs1", "netns-rs1.json")]
    [InlineData("/var/run/netns/rs1", "netns-rs1.json")]
    [InlineData("/proc/12/ns/net", "netns-%2Fproc%2F12%2Fns%2Fnet.json")]
    [InlineData("/proc/13/ns/net", "netns-%2Fproc%2F13%2Fns%2Fnet.json")]
    public void Each_namespace_has_a_document_of_its_own(string? namespacePath, string file) =>
        Assert.Equal(file, Path.GetFileName(StateFolder.DocumentOf(namespacePath)));
}
