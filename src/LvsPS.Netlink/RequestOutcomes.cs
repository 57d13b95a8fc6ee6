namespace LvsPS.Netlink;

/// <summary>Collects what became of the requests of a set.</summary>
internal sealed class RequestOutcomes
{
    private readonly int[] _errnos;
    private readonly Dictionary<int, string> _messages = [];

    public RequestOutcomes(int count)
    {
        _errnos = new int[count];
        Array.Fill(_errnos, RequestSetResult.NotSent);
    }

    public void Sent(int first, int count) => Array.Fill(_errnos, RequestSetResult.Unknown, first, count);

    public void Done(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            _errnos[i] = _errnos[i] == RequestSetResult.Unknown ? 0 : _errnos[i];
        }
    }

    public void Answered(int index, int errno, string? message)
    {
        _errnos[index] = errno;
        if (message is not null)
        {
            _messages[index] = message;
        }
    }

    public RequestSetResult Result(RequestSetEnd end, int transportErrno = 0) => new(end, _errnos, transportErrno) { KernelMessages = _messages };
}
