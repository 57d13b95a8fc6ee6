namespace LvsPS;

/// <summary>The language of a file that says what is to be monitored.</summary>
public enum LvsHealthFormat
{
    /// <summary>ldirectord.cf.</summary>
    Directord,

    /// <summary>keepalived.conf.</summary>
    Keepalived,

    /// <summary>YAML, LvsPS's own.</summary>
    Yaml,
}
