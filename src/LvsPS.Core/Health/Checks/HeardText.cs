using System.Text;

namespace LvsPS;

/// <summary>What a server has said and what of it was not yet answered for.</summary>
internal sealed class HeardText
{
    private readonly int _limit;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly byte[] _bytes = new byte[4096];
    private readonly char[] _chars = new char[4096 + 4];
    private int _count;

    /// <summary>Begins to listen.</summary>
    /// <param name="limit">How many bytes are taken at most.</param>
    public HeardText(int limit) => _limit = limit;

    /// <summary>What was not yet answered for.</summary>
    public string Rest { get; private set; } = string.Empty;

    /// <summary>Whether no more is taken.</summary>
    public bool IsFull => _count >= _limit;

    /// <summary>Reads what comes next.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False at the end.</returns>
    public async Task<bool> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        int count = await stream.ReadAsync(_bytes, cancellation).ConfigureAwait(false);
        _count += count;
        Rest = string.Concat(Rest, _chars.AsSpan(0, _decoder.GetChars(_bytes, 0, count, _chars, 0)));
        return count > 0;
    }

    /// <summary>The line at a place.</summary>
    /// <param name="index">The place in the rest.</param>
    /// <returns>From there on, or from the begin of the line.</returns>
    public string LineAt(int index) => Rest[(Rest.LastIndexOf('\n', Math.Max(0, Math.Min(index, Rest.Length) - 1)) + 1)..];

    /// <summary>Leaves out what was answered for.</summary>
    /// <param name="count">How many characters.</param>
    public void Skip(int count) => Rest = Rest[count..];
}
