using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Loading;

/// <summary>What the build leaves in the module folder.</summary>
public sealed class ModuleFolderTests
{
    private static readonly string[] s_always =
    [
        "LICENSE", "LvsPS.Core.dll", "LvsPS.Format.ps1xml", "LvsPS.Types.ps1xml", "LvsPS.dll", "LvsPS.psd1",
        "dependencies/LvsPS.Netlink/LvsPS.Netlink.deps.json", "dependencies/LvsPS.Netlink/LvsPS.Netlink.dll",
        "dependencies/LvsPS.Netlink/runtimes/linux-arm/lib/netstandard2.0/Tmds.LibC.dll",
        "dependencies/LvsPS.Netlink/runtimes/linux-arm64/lib/netstandard2.0/Tmds.LibC.dll",
        "dependencies/LvsPS.Netlink/runtimes/linux-x64/lib/netstandard2.0/Tmds.LibC.dll",
        "dependencies/LvsPS.Nftables/LvsPS.Nftables.dll",
        "dependencies/LvsPS.Simulator/LvsPS.Simulator.dll",
        "dependencies/LvsPS.Probes/BouncyCastle.Cryptography.dll",
        "dependencies/LvsPS.Probes/DnsClient.dll",
        "dependencies/LvsPS.Probes/LvsPS.Probes.deps.json",
        "dependencies/LvsPS.Probes/LvsPS.Probes.dll",
        "dependencies/LvsPS.Probes/MailKit.dll",
        "dependencies/LvsPS.Probes/Microsoft.Bcl.Cryptography.dll",
        "dependencies/LvsPS.Probes/Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "dependencies/LvsPS.Probes/Microsoft.Extensions.Logging.Abstractions.dll",
        "dependencies/LvsPS.Probes/MimeKit.dll",
        "dependencies/LvsPS.Probes/MySqlConnector.dll",
        "dependencies/LvsPS.Probes/Npgsql.dll",
        "dependencies/LvsPS.Probes/System.Formats.Asn1.dll",
        "dependencies/LvsPS.Probes/System.Security.Cryptography.Pkcs.dll",
        "dependencies/LvsPS.Probes/runtimes/linux/lib/net8.0/System.DirectoryServices.Protocols.dll",
        "dependencies/LvsPS.Yaml/LvsPS.Yaml.deps.json",
        "dependencies/LvsPS.Yaml/LvsPS.Yaml.dll",
        "dependencies/LvsPS.Yaml/YamlDotNet.dll",
        "examples/director-pair.yaml", "examples/dns.yaml", "examples/fullnat.yaml",
        "examples/health.yaml", "examples/realserver.yaml", "examples/web.yaml", "lvs.schema.json",
        "systemd/lvsps-health.env", "systemd/lvsps-health.ps1", "systemd/lvsps-health.service",
        "ansible/README.md", "ansible/examples/director.yml", "ansible/examples/maintenance.yml", "ansible/examples/state.yml", "ansible/galaxy.yml",
        "ansible/meta/runtime.yml", "ansible/plugins/modules/lvs_host", "ansible/plugins/modules/lvs_host.yml",
        "ansible/plugins/modules/lvs_real_server", "ansible/plugins/modules/lvs_real_server.yml", "ansible/plugins/modules/lvs_service",
        "ansible/plugins/modules/lvs_service.yml", "ansible/plugins/modules/lvs_state", "ansible/plugins/modules/lvs_state.yml",
        "ansible/plugins/modules/native/lvs_host.ps1", "ansible/plugins/modules/native/lvs_host.yml",
        "ansible/plugins/modules/native/lvs_real_server.ps1", "ansible/plugins/modules/native/lvs_real_server.yml",
        "ansible/plugins/modules/native/lvs_service.ps1", "ansible/plugins/modules/native/lvs_service.yml",
        "ansible/plugins/modules/native/lvs_state.ps1", "ansible/plugins/modules/native/lvs_state.yml", "automation/Ansible.ps1",
        "automation/AnsibleSpecs.ps1", "automation/Dsc.ps1", "automation/Hosts.ps1", "automation/Json.ps1", "automation/LvsPS.Automation.psm1",
        "automation/Wishes.ps1", "dsc/README.md", "dsc/lvsps.dsc.ps1", "dsc/lvsps.service.dsc.resource.json", "dsc/lvsps.state.dsc.resource.json",
        "systemd/lvsps-host.env", "systemd/lvsps-host.ps1", "systemd/lvsps-host.service",
        "systemd/lvsps-table.env", "systemd/lvsps-table.ps1", "systemd/lvsps-table.service",
    ];

    [Fact]
    public void It_holds_the_files_of_the_list_and_help_and_nothing_else()
    {
        var files = Directory.GetFiles(BuiltModule.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(BuiltModule.Folder, file))
            .Where(file => !file.StartsWith("en-US/", StringComparison.Ordinal));
        Assert.Equal(s_always.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documents_of_its_folder_are_checked_by_the_schema_beside_them()
    {
        string docs = Path.Combine(BuiltModule.Root, "docs");
        Assert.Equal(File.ReadAllBytes(Path.Combine(docs, "lvs.schema.json")), File.ReadAllBytes(Path.Combine(BuiltModule.Folder, "lvs.schema.json")));
        Assert.Equal(
            Directory.GetFiles(Path.Combine(docs, "examples"), "*.yaml").Select(Path.GetFileName).Order(),
            Directory.GetFiles(Path.Combine(BuiltModule.Folder, "examples")).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(Path.Combine(BuiltModule.Folder, "examples")), example =>
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(docs, "examples", Path.GetFileName(example))), File.ReadAllBytes(example));
            string schema = File.ReadLines(example).Single(l => l.StartsWith("# yaml-language-server: $schema=", StringComparison.Ordinal)).Split('=')[1];
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(example)!, schema)), example);
        });
    }

    [Fact]
    public void Help_is_the_only_thing_in_its_folder()
    {
        var folder = Path.Combine(BuiltModule.Folder, "en-US");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder).Select(Path.GetFileName) : [];
        Assert.All(files, file => Assert.True(file == "LvsPS.dll-Help.xml" || (file!.StartsWith("about_Lvs", StringComparison.Ordinal) && file.EndsWith(".help.txt", StringComparison.Ordinal)), file));
    }
}
