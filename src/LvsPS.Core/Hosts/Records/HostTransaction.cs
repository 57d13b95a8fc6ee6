namespace LvsPS;

/// <summary>
/// Steps of which all are done or none: when one fails, those before it are undone in reverse, and the error says so. Where undoing
/// fails as well, it says exactly what is left.
/// </summary>
internal sealed class HostTransaction
{
    private readonly Stack<(string What, Action Undo)> _done = new();
    private readonly Action<string>? _tell;

    private HostTransaction(Action<string>? tell) => _tell = tell;

    /// <summary>Whether undoing has left something, so that what is recorded of it must stay recorded.</summary>
    public bool HasLeftovers { get; private set; }

    /// <summary>Does steps.</summary>
    /// <param name="body">Does them, each by <see cref="Do(HostStep, Action, Action)"/>.</param>
    /// <param name="tell">Is told the line of each step that is done; null for nobody.</param>
    /// <typeparam name="T">What they give.</typeparam>
    /// <returns>What the body gave.</returns>
    /// <exception cref="LvsException">One failed: with the id, target and remedy of that failure.</exception>
    public static T Run<T>(Func<HostTransaction, T> body, Action<string>? tell = null)
    {
        var transaction = new HostTransaction(tell);
        try
        {
            return body(transaction);
        }
        catch (LvsException e) when (transaction._done.Count > 0)
        {
            throw transaction.Undone(e);
        }
        catch
        {
            _ = transaction.Undo();
            throw;
        }
    }

    /// <summary>Does a step.</summary>
    /// <param name="step">What it is.</param>
    /// <param name="action">Does it.</param>
    /// <param name="undo">Undoes it.</param>
    public void Do(HostStep step, Action action, Action undo)
    {
        _tell?.Invoke(step.Line);
        action();
        _done.Push((step.Sentence, undo));
    }

    /// <summary>Does something that is no step of its own for those who read, such as keeping the record.</summary>
    /// <param name="what">What it is, for a report of what is left.</param>
    /// <param name="action">Does it.</param>
    /// <param name="undo">Undoes it.</param>
    public void Do(string what, Action action, Action undo)
    {
        action();
        _done.Push((what, undo));
    }

    private LvsException Undone(LvsException failure)
    {
        List<string> left = Undo();
        string report = left.Count == 0
            ? "What had been done before it was undone."
            : $"Undoing what had been done before it failed too, and this is left: {string.Join("; ", left)}.";
        return new LvsException(failure.ErrorId, $"{failure.Message} {report}", failure.Target, failure.Remedy, failure);
    }

    private List<string> Undo()
    {
        var left = new List<string>();
        while (_done.TryPop(out (string What, Action Undo) step))
        {
            try
            {
                step.Undo();
            }
#pragma warning disable CA1031 // Whatever keeps one step from being undone, those before it are undone all the same.
            catch (Exception e)
#pragma warning restore CA1031
            {
                HasLeftovers = true;
                left.Add($"{step.What} ({e.Message.TrimEnd('.')})");
            }
        }

        return left;
    }
}
