using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Conventions;

/// <summary>Public types, error ids and views.</summary>
public sealed class TypeConventionTests
{
    // An LvsException is thrown as itself; input and kernel failures say more.
    private static readonly string[] s_open = ["LvsPS.LvsException"];

    private static readonly Assembly s_module = ModuleCommands.All.Values.First().ImplementingType.Assembly;

    private static readonly Assembly s_core = AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == "LvsPS.Core");

    [Fact]
    public void Public_types_are_closed_to_inheritance_or_made_for_it()
    {
        IEnumerable<string?> open = s_module.GetExportedTypes().Concat(s_core.GetExportedTypes())
            .Where(type => !type.IsSealed && !type.IsAbstract && !type.IsInterface)
            .Select(type => type.FullName);
        Assert.Equal(s_open, open);
    }

    [Fact]
    public void Every_error_id_is_its_own_name_and_has_a_category_and_no_other_has()
    {
        List<FieldInfo> ids = [.. s_core.GetType("LvsPS.LvsErrorId", throwOnError: true)!.GetFields()];
        Assert.All(ids, field => Assert.Equal(field.Name, field.GetRawConstantValue()));
        var known = (IEnumerable<string>)s_module.GetType("LvsPS.Errors.ErrorRecords", throwOnError: true)!.GetProperty("Ids")!.GetValue(null)!;
        Assert.Equal(ids.Select(f => f.Name).Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Everything_that_is_emitted_has_a_view()
    {
        var views = XDocument.Load(Path.Combine(BuiltModule.Folder, "LvsPS.Format.ps1xml")).Descendants("TypeName").Select(n => n.Value);
        IEnumerable<string> emitted = ModuleCommands.All.Values.SelectMany(c => c.OutputType).Select(t => t.Name)
            .Where(type => type.StartsWith("LvsPS.", StringComparison.Ordinal)).Distinct();
        Assert.Empty(emitted.Except(views));
    }

    [Fact]
    public void No_property_name_means_two_things_in_what_is_piped()
    {
        Dictionary<string, Type> service = Properties("LvsPS.LvsService");
        Dictionary<string, Type> server = Properties("LvsPS.LvsRealServer");
        Assert.Equal(["AddressFamily", "Counters", "Service"], service.Keys.Intersect(server.Keys).Order(StringComparer.Ordinal));
        Assert.Equal(server["Address"], Properties("LvsPS.LvsStats")["Address"]);
    }

    private static Dictionary<string, Type> Properties(string type) =>
        s_core.GetType(type, throwOnError: true)!.GetProperties().ToDictionary(p => p.Name, p => p.PropertyType);
}
