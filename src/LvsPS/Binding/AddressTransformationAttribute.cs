using System.Management.Automation;
using System.Net;

namespace LvsPS.Binding;

/// <summary>
/// Takes addresses and host names, and refuses what the runtime would rewrite: <c>10.1</c> is no 10.0.0.1 here.
/// </summary>
internal sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        System.Collections.IEnumerable list and not string => list.Cast<object>().Select(One).ToArray(),
        _ => new[] { One(inputData) },
    };

    private static IPAddress One(object input)
    {
        object value = input is PSObject wrapped ? wrapped.BaseObject : input;
        try
        {
            return value switch
            {
                IPAddress address => address,
                null => throw new ArgumentTransformationMetadataException("An address is missing."),
                _ => HostNames.Resolve(Bare(value.ToString()!), value.ToString()!),
            };
        }
        catch (LvsInputException e)
        {
            throw new ArgumentTransformationMetadataException($"{e.Message} {e.Remedy}", e);
        }
    }

    private static string Bare(string text)
    {
        if (LvsEndpoint.TryAddress(text) is not null)
        {
            return text;
        }

        (string host, string? port) = LvsEndpoint.Split(text);
        return port is null
            ? host
            : throw new LvsInputException(
                LvsErrorId.InvalidEndpoint, $"'{text}' has a port.", text, $"Write the address and the port apart: -Address {host} -Port {port}.");
    }
}
