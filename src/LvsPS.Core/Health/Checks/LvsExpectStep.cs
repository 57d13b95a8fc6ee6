namespace LvsPS;

/// <summary>One step of a conversation: what is sent, and what is waited for.</summary>
public sealed record LvsExpectStep
{
    /// <summary>
    /// What is sent, as it is, with its line end; null for nothing. <c>{user}</c> and <c>{password}</c> are filled in where the check has a
    /// credential, and <c>{"password"}</c> by the password in quotes; <c>{local}</c>, <c>{remote}</c> and <c>{id}</c> always.
    /// </summary>
    public string? Send { get; init; }

    /// <summary>A regular expression that what comes then must match; <c>^</c> and <c>$</c> are ends of lines. Null for not waiting.</summary>
    public string? Expect { get; init; }

    /// <summary>A regular expression by which it is known at once that the server is down; null for none.</summary>
    public string? Fail { get; init; }

    /// <summary>The step as text. What is sent may be a password, and only its length is shown.</summary>
    /// <returns>Such as <c>send 6 characters, expect ^\+PONG</c>.</returns>
    public override string ToString() => string.Join(", ", new[]
    {
        Send is null ? null : FormattableString.Invariant($"send {Send.Length} characters"),
        Expect is null ? null : $"expect {Expect}",
        Fail is null ? null : $"fail at {Fail}",
    }.OfType<string>());
}
