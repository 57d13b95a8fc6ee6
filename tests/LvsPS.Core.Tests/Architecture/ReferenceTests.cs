using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace LvsPS.Core.Tests.Architecture;

/// <summary>References go one way only: LvsPS -> Core -> {Netlink, Nftables, Probes, Yaml, Simulator -> Netlink}. Read from what was compiled, which no project file can hide from.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["LvsPS"] = ["LvsPS.Core", "System.Management.Automation"],
        ["LvsPS.Core"] = ["LvsPS.Netlink", "LvsPS.Nftables", "LvsPS.Probes", "LvsPS.Simulator", "LvsPS.Yaml"],
        ["LvsPS.Simulator"] = ["LvsPS.Netlink"],
        ["LvsPS.Netlink"] = ["Tmds.LibC"],
        ["LvsPS.Nftables"] = [],
        ["LvsPS.Probes"] = ["DnsClient", "MailKit", "MimeKit", "MySqlConnector", "Npgsql"],
        ["LvsPS.Yaml"] = ["YamlDotNet"],
    };

    public static TheoryData<string> Assemblies => [.. s_allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_refers_to_those_below_it_and_to_the_framework_only(string name)
    {
        using var image = Open(name);
        var metadata = image.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        var foreign = references.Where(reference => !IsFramework(reference)).Except(s_allowed[name]);
        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("LvsPS")]
    [InlineData("LvsPS.Core")]
    [InlineData("LvsPS.Probes")]
    [InlineData("LvsPS.Simulator")]
    [InlineData("LvsPS.Yaml")]
    public void Only_the_layers_that_speak_to_the_kernel_call_native_code(string name)
    {
        using var image = Open(name);
        var metadata = image.GetMetadataReader();
        var native = metadata.MethodDefinitions
            .Where(handle => metadata.GetMethodDefinition(handle).Attributes.HasFlag(System.Reflection.MethodAttributes.PinvokeImpl))
            .Select(handle => metadata.GetString(metadata.GetMethodDefinition(handle).Name));
        Assert.Empty(native);
    }

    [Fact]
    public void Every_shipped_project_is_held_to_this()
    {
        var projects = Directory.GetFiles(Path.Combine(SourceTree.Root, "src"), "LvsPS*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file));
        string[] notShipped = ["LvsPS.Shell", "LvsPS.Build"];
        Assert.Equal(s_allowed.Keys.Order(StringComparer.Ordinal), projects.Except(notShipped).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Public_members_of_the_domain_show_no_type_of_the_layers_below()
    {
        var shown = typeof(LvsServiceId).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMembers().Where(member => member.DeclaringType == type))
            .SelectMany(member => TypesOf(member).Select(type => (Member: $"{member.DeclaringType!.Name}.{member.Name}", Assembly: type.Assembly.GetName().Name)))
            .Where(use => use.Assembly is "LvsPS.Netlink" or "LvsPS.Nftables" or "LvsPS.Probes" or "LvsPS.Simulator" or "LvsPS.Yaml" or "Tmds.LibC")
            .Select(use => use.Member);
        Assert.Empty(shown.Distinct());
    }

    private static IEnumerable<Type> TypesOf(System.Reflection.MemberInfo member) => member switch
    {
        System.Reflection.MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).SelectMany(Parts),
        System.Reflection.ConstructorInfo constructor => constructor.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)),
        System.Reflection.PropertyInfo property => Parts(property.PropertyType),
        System.Reflection.FieldInfo field => Parts(field.FieldType),
        System.Reflection.EventInfo @event => Parts(@event.EventHandlerType!),
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Append(type);

    private static bool IsFramework(string reference) =>
        reference is "netstandard" or "mscorlib" || (reference.StartsWith("System.", StringComparison.Ordinal) && reference != "System.Management.Automation") ||
        reference.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);

    private static PEReader Open(string name) =>
        new(File.OpenRead(Path.Combine(SourceTree.Root, "src", name, "bin", "Release", "net8.0", name + ".dll")));
}
