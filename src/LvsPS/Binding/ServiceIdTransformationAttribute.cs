using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// Takes text, an LvsService, or anything with a Service property that is one of these, for an identity. What names no service is
/// handed on as such, so that the cmdlet reports it with its own id.
/// </summary>
internal sealed class ServiceIdTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Deserialized = "Deserialized.";

    private const int DeepestNesting = 4;

    /// <summary>What names services by being the address that they listen at, which few cmdlets take for a name.</summary>
    public const string VirtualAddress = "a virtual address";

    /// <summary>The error for an address at which no service listens; a cmdlet that looks for services has found none.</summary>
    public static readonly LvsInputException NoServices = new(
        LvsErrorId.InvalidServiceId, "No service listens at the virtual address.", null, "New-LvsService makes one; Get-LvsVirtualAddress shows which services an address has.");

    /// <summary>Whether files and documents are left to other parameters, which take them from the pipeline.</summary>
    public bool LeavesFiles { get; init; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        PSObject item when LeavesFiles && IsFile(item) => throw NotConverted(item),
        System.Collections.IEnumerable list and not string => list.Cast<object>().Select(item => One(item)).ToArray(),
        PSObject { BaseObject: System.Collections.IEnumerable list and not string } => list.Cast<object>().Select(item => One(item)).ToArray(),
        PSObject item when IsAddress(item) => OfAddress(item),
        LvsVirtualAddress address => OfAddress(PSObject.AsPSObject(address)),
        _ => new[] { One(inputData) },
    };

    private static bool IsAddress(PSObject item) => item.BaseObject is LvsVirtualAddress || RemoteObjects.Was<LvsVirtualAddress>(item);

    private static LvsServiceId[] OfAddress(PSObject item) => RemoteObjects.Items(item, nameof(LvsVirtualAddress.Services))?.Select(s => One(s).NamedVia(VirtualAddress)).ToArray() is { Length: > 0 } ids
        ? ids
        : [LvsServiceId.Unreadable(item.ToString(), NoServices)];

    private static bool IsFile(PSObject item) =>
        (item.BaseObject is not string && item.Properties["PSPath"] is not null && item.Properties["Service"] is null) || HealthDocumentTransformationAttribute.Takes(item);

    /// <summary>Of all failures of a transformation, after this one alone the binder goes on with other parameters.</summary>
    private static ArgumentTransformationMetadataException NotConverted(PSObject item)
    {
        string message = $"{item} is a file or a document, and no virtual service.";
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }

    private static LvsServiceId One(object? input, int depth = 0)
    {
        object? value = input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            null => Unreadable(string.Empty, "A service is missing."),
            _ when depth > DeepestNesting => Unreadable(string.Empty, "The object's property Service names itself."),
            LvsServiceId id => id,
            LvsService service => service.Service,
            string text => Parse(text),
            _ when PSObject.AsPSObject(input).Properties["Service"] is PSPropertyInfo property =>
                Owner(PSObject.AsPSObject(input)) is string owner
                    ? One(property.Value, depth + 1).NamedVia(owner)
                    : One(property.Value, depth + 1),
            PSObject { BaseObject: PSCustomObject } custom when !custom.TypeNames[0].StartsWith(Deserialized, StringComparison.Ordinal) =>
                Unreadable(custom.ToString(), "The object has no property Service that names a virtual service."),
            _ => Parse(value.ToString()!),
        };
    }

    /// <summary>What an object is that has a service without being one; also where it came through a file or from another process.</summary>
    private static string? Owner(PSObject item) =>
        item.BaseObject is LvsRealServer || item.Properties["Address"] is not null ? "a real server"
        : item.BaseObject is LvsStats || item.TypeNames.Contains($"{Deserialized}LvsPS.LvsStats") ? "statistics"
        : null;

    private static LvsServiceId Parse(string text)
    {
        try
        {
            return LvsServiceId.Parse(text);
        }
        catch (LvsInputException e)
        {
            return LvsServiceId.Unreadable(text, e);
        }
    }

    private static LvsServiceId Unreadable(string text, string message) => LvsServiceId.Unreadable(
        text,
        new LvsInputException(LvsErrorId.InvalidServiceId, message, text, "Give text such as tcp://10.0.0.10:80, or what Get-LvsService gives."));
}
