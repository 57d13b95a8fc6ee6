using System.Net.Http;
using System.Security.Cryptography;
using System.Text;

namespace LvsPS;

/// <summary>The body of an answer, as far as it is looked at. It takes pieces until it is whole or has reached its limit.</summary>
internal sealed class HttpBody
{
    /// <summary>How much is read. A body without end is one of this length.</summary>
    public const int Limit = 1 << 20;

    private readonly bool _isKept;
    private byte[] _bytes = [];
    private int _length;
    private string? _text;

    /// <summary>Makes an empty one.</summary>
    /// <param name="isKept">Whether what it says matters; otherwise it is only counted.</param>
    public HttpBody(bool isKept) => _isKept = isKept;

    /// <summary>Whether it ended within the limit.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether no more is taken.</summary>
    public bool IsFull => _length == Limit;

    /// <summary>It as text; what is no UTF-8 is replaced.</summary>
    public string Text => _text ??= Encoding.UTF8.GetString(Bytes);

    private ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _isKept ? _length : 0);

    /// <summary>Reads up to the limit.</summary>
    /// <param name="content">The answer's content.</param>
    /// <param name="isKept">Whether what it says matters.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The body.</returns>
    public static async Task<HttpBody> ReadAsync(HttpContent content, bool isKept, CancellationToken cancellation)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var body = new HttpBody(isKept);
        byte[] buffer = new byte[4096];
        while (!body.IsFull)
        {
            int count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
            if (count == 0)
            {
                body.End();
                break;
            }

            body.Add(buffer.AsSpan(0, count));
        }

        return body;
    }

    /// <summary>Takes a piece, or as much of it as there is room for.</summary>
    /// <param name="piece">The piece.</param>
    public void Add(ReadOnlySpan<byte> piece)
    {
        int count = Math.Min(piece.Length, Limit - _length);
        if (_isKept)
        {
            if (_length + count > _bytes.Length)
            {
                Array.Resize(ref _bytes, _length == 0 ? count : Math.Min(Limit, Math.Max(_length + count, _bytes.Length * 2)));
            }

            piece[..count].CopyTo(_bytes.AsSpan(_length));
        }

        _length += count;
    }

    /// <summary>There is no more of it.</summary>
    public void End() => IsWhole = true;

    /// <summary>Whether it has an MD5 digest, which guards against a wrong page and not against an attacker.</summary>
    /// <param name="digest">The digest in hexadecimal digits.</param>
    /// <returns>True where it has.</returns>
#pragma warning disable CA5351 // keepalived's digests are MD5.
    public bool HasDigest(string digest) => string.Equals(Convert.ToHexString(MD5.HashData(Bytes)), digest, StringComparison.OrdinalIgnoreCase);
#pragma warning restore CA5351
}
