using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Loading;

/// <summary>The loading that docs/decisions/0001 promises: public types for all, dependencies for nobody else.</summary>
public sealed class ModuleLoadingTests
{
    /// <summary>Reaches a type of each leaf, and through it their package.</summary>
    private const string UseLeaves = """
        $kernel = [Reflection.Assembly]::Load('LvsPS.Simulator')
        $null = $kernel.GetTypes()
        $kernel.GetName().Name
        [Reflection.Assembly]::Load('LvsPS.Netlink').GetName().Name
        [Reflection.Assembly]::Load('LvsPS.Nftables').GetName().Name
        $null = 'services: []' | ConvertFrom-LvsYaml
        [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($kernel).LoadFromAssemblyName('Tmds.LibC').GetName().Name
        """;

    private static readonly string[] s_leaves = ["LvsPS.Simulator", "LvsPS.Netlink", "LvsPS.Nftables", "Tmds.LibC"];

    [Fact]
    public void Public_types_are_in_the_default_context_where_scripts_find_them()
    {
        using var engine = EngineFixture.WithoutSession();
        var context = engine.Run("[System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext([LvsPS.Loading.ModuleLifetime].Assembly).Name").Succeeded();
        Assert.Equal(["Default"], context.Texts);
        var core = engine.Run("[System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext([LvsPS.LvsServiceId].Assembly).Name").Succeeded();
        Assert.Equal(["Default"], core.Texts);
    }

    [Fact]
    public void Dependencies_are_in_one_context_of_their_own_each_of_them_once()
    {
        using var engine = EngineFixture.WithoutSession();
        engine.Run(UseLeaves).Succeeded();
        var found = engine.Run("""
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'LvsPS.Netlink', 'LvsPS.Nftables', 'LvsPS.Simulator', 'LvsPS.Yaml', 'Tmds.LibC', 'YamlDotNet' } |
                ForEach-Object { $_.GetName().Name + ' in ' + [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
            """).Succeeded();
        Assert.Equal(
            [
                "LvsPS.Netlink in LvsPS dependencies", "LvsPS.Nftables in LvsPS dependencies", "LvsPS.Simulator in LvsPS dependencies", "LvsPS.Yaml in LvsPS dependencies",
                "Tmds.LibC in LvsPS dependencies", "YamlDotNet in LvsPS dependencies",
            ],
            found.Texts.Order());
    }

    [Fact]
    public void The_library_of_C_calls_is_the_one_built_for_this_machine()
    {
        using var engine = EngineFixture.WithoutSession();
        engine.Run(UseLeaves).Succeeded();
        var path = engine.Run("([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Tmds.LibC' }).Location").Succeeded().Texts.Single();
        var machine = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToUpperInvariant();
        Assert.Contains($"/LINUX-{machine}/", path.ToUpperInvariant(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_works_after_an_import_with_force()
    {
        using var engine = EngineFixture.WithoutSession();
        engine.Run($"Import-Module '{BuiltModule.Manifest}' -Force").Succeeded();
        Assert.Equal(s_leaves, engine.Run(UseLeaves).Succeeded().Texts);
    }

    [Fact]
    public void It_works_after_it_was_removed_and_imported_again()
    {
        using var engine = EngineFixture.WithoutSession();
        engine.Run($"Remove-Module LvsPS; Import-Module '{BuiltModule.Manifest}'").Succeeded();
        Assert.Equal(s_leaves, engine.Run(UseLeaves).Succeeded().Texts);
    }

    [Fact]
    public async Task It_works_in_four_runspaces_at_once_and_in_three_after_the_fourth_removed_it()
    {
        var engines = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(EngineFixture.WithoutSession)));
        try
        {
            var first = await Task.WhenAll(engines.Select(engine => Task.Run(() => engine.Run(UseLeaves).Succeeded())));
            Assert.All(first, result => Assert.Equal(s_leaves, result.Texts));

            engines[3].Run("Remove-Module LvsPS").Succeeded();
            var rest = await Task.WhenAll(engines.Take(3).Select(engine => Task.Run(() => engine.Run(UseLeaves).Succeeded())));
            Assert.All(rest, result => Assert.Equal(s_leaves, result.Texts));
        }
        finally
        {
            Array.ForEach(engines, engine => engine.Dispose());
        }
    }
}
