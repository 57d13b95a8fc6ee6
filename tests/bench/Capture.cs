namespace LvsPS.Bench;

/// <summary>Replies of a real kernel, from the file that the codec's tests read too.</summary>
internal static class Capture
{
    public static byte[] FirstReply(string name)
    {
        using Stream stream = typeof(Capture).Assembly.GetManifestResourceStream("linux-6.12.txt")!;
        using var reader = new StreamReader(stream);
        string section = reader.ReadToEnd().Split($"== {name}\n")[1];
        return Convert.FromHexString(section.Split('\n').First(l => l.StartsWith('<'))[2..]);
    }
}
