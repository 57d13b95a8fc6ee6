using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using LvsPS.Module.Tests.Engine;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>
/// An object of each public type with a value in each of its properties, made by reflection: a type that is added tomorrow is made as
/// well, or fails its test until somebody says here how.
/// </summary>
internal static class Samples
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly EngineFixture s_engine = new();

    /// <summary>What is made by a line, since it checks what it is given or is known only to a director.</summary>
    private static readonly Dictionary<string, string> s_lines = new(StringComparer.Ordinal)
    {
        ["LvsPS.LvsServiceId"] = "[LvsPS.LvsServiceId]::Parse('tcp://10.0.0.1:80')",
        ["LvsPS.LvsNetmask"] = "[LvsPS.LvsNetmask]::Parse('24', 'InterNetwork')",
        ["LvsPS.LvsEndpoint"] = "[LvsPS.LvsEndpoint]::Parse('[2001:db8::1]:80')",
        ["LvsPS.LvsStatusRange"] = "(New-LvsHealthCheck -Http -Status 200-299).StatusCodes[0]",
        ["LvsPS.LvsScriptCheck"] = "New-LvsHealthCheck -ScriptBlock { $true }",
        ["LvsPS.LvsSession"] = "Get-LvsSession -Default",
        ["LvsPS.LvsException"] = "[LvsPS.LvsException]::new('ServiceNotFound', 'There is none.', 'tcp://10.0.0.1:80', 'Add one.', $null)",
        ["LvsPS.LvsInputException"] = "[LvsPS.LvsInputException]::new('InvalidService', 'It cannot be right.', 'x', 'Mend it.')",
    };

    /// <summary>What stands for a type of which there is no object but of others that are one.</summary>
    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.Ordinal)
    {
        ["LvsPS.LvsHealthCheck"] = "LvsPS.LvsTcpCheck",
        ["LvsPS.LvsChange"] = "LvsPS.LvsRealServerChange",
    };

    /// <summary>The public types that have objects, but for failures, which are told and not emitted.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = Find();

    /// <summary>An object of a type, with all its properties set.</summary>
    public static object Make(Type type) => Make(type, 0)!;

    private static Dictionary<string, Type> Find()
    {
        Assembly core = AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == "LvsPS.Core");
        return core.GetExportedTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false, IsEnum: false } && !t.IsSubclassOf(typeof(Exception)) && t.GetProperties(BindingFlags.Instance | BindingFlags.Public).Length > 0)
            .ToDictionary(t => t.FullName!, StringComparer.Ordinal);
    }

    private static object? Make(Type type, int depth)
    {
        if (s_lines.TryGetValue(type.FullName ?? "", out string? line))
        {
            return s_engine.Run(line).Succeeded().Output.Single().BaseObject;
        }

        if (s_kinds.TryGetValue(type.FullName ?? "", out string? kind))
        {
            return depth > 4 ? null : Make(Types[kind], depth);
        }

        return Nullable.GetUnderlyingType(type) is Type inner ? Make(inner, depth)
            : Simple(type) is object simple ? simple
            : type.IsGenericType && type.GetGenericArguments() is [Type item] && typeof(IEnumerable).IsAssignableFrom(type) ? List(item, depth)
            : depth > 4 || type.IsSubclassOf(typeof(Delegate)) ? null
            : Filled(type, depth);
    }

    private static object? Simple(Type type) =>
        // An address, since some texts are read as one.
        type == typeof(string) || type == typeof(object) ? "10.9.0.1"
        : type == typeof(bool) ? true
        : type == typeof(TimeSpan) ? new TimeSpan(1, 2, 3)
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)
        : type == typeof(IPAddress) ? IPAddress.Parse("10.9.0.1")
        : type == typeof(Version) ? new Version(1, 2, 1)
        : type == typeof(AddressFamily) ? AddressFamily.InterNetwork
        : type == typeof(KeyValuePair<string, string>) ? new KeyValuePair<string, string>("Accept", "text/html")
        : type.IsEnum ? Enum.GetValues(type).Cast<object>().Last()
        : type.IsPrimitive ? Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static Array List(Type item, int depth)
    {
        object? value = Make(item, depth + 1);
        var list = Array.CreateInstance(item, value is null ? 0 : 1);
        if (value is not null)
        {
            list.SetValue(value, 0);
        }

        return list;
    }

    private static object Filled(Type type, int depth)
    {
        ConstructorInfo? constructor = type.GetConstructors(Any)
            .Where(c => c.GetParameters() is not [{ } only] || only.ParameterType != type)
            .MinBy(c => c.GetParameters().Length);
        object sample = constructor is null
            ? RuntimeHelpers.GetUninitializedObject(type)
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, depth + 1))]);
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite))
        {
            property.SetValue(sample, Make(property.PropertyType, depth + 1));
        }

        return sample;
    }
}
