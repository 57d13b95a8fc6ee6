namespace LvsPS.Yaml;

/// <summary>How much of a document is read; ten thousand services with four servers each are some five megabytes and half a million values.</summary>
internal static class YamlLimits
{
    /// <summary>The bytes of a text.</summary>
    public const int Bytes = 64 << 20;

    /// <summary>The values that stand in a text.</summary>
    public const int Nodes = 5_000_000;

    /// <summary>The values that aliases may stand for, all together.</summary>
    public const int Aliased = 2_000_000;

    /// <summary>How deep values lie in others.</summary>
    public const int Depth = 64;

    /// <summary>The problems that are told.</summary>
    public const int Problems = 100;
}
