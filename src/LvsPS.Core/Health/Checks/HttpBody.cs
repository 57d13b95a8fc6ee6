using System.Buffers;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;

namespace LvsPS;

/// <summary>The body of an answer, as far as it is looked at.</summary>
internal sealed class HttpBody
{
    /// <summary>How much is read. A body without end is one of this length.</summary>
    public const int Limit = 1 << 20;

    private readonly byte[] _bytes;
    private string? _text;

    private HttpBody(byte[] bytes, bool isWhole)
    {
        _bytes = bytes;
        IsWhole = isWhole;
    }

    /// <summary>Whether it ended within the limit.</summary>
    public bool IsWhole { get; }

    /// <summary>It as text; what is no UTF-8 is replaced.</summary>
    public string Text => _text ??= Encoding.UTF8.GetString(_bytes);

    /// <summary>Reads up to the limit.</summary>
    /// <param name="content">The answer's content.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The body.</returns>
    public static async Task<HttpBody> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            int length = 0;
            while (length < Limit)
            {
                int count = await stream.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, Limit) - length), cancellation).ConfigureAwait(false);
                length += count;
                if (count == 0)
                {
                    return new HttpBody(buffer[..length], isWhole: true);
                }

                if (length == buffer.Length && length < Limit)
                {
                    byte[] longer = ArrayPool<byte>.Shared.Rent(length * 4);
                    buffer.CopyTo(longer, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = longer;
                }
            }

            return new HttpBody(buffer[..length], isWhole: false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether it has an MD5 digest, which guards against a wrong page and not against an attacker.</summary>
    /// <param name="digest">The digest in hexadecimal digits.</param>
    /// <returns>True where it has.</returns>
#pragma warning disable CA5351 // keepalived's digests are MD5.
    public bool HasDigest(string digest) => string.Equals(Convert.ToHexString(MD5.HashData(_bytes)), digest, StringComparison.OrdinalIgnoreCase);
#pragma warning restore CA5351
}
