namespace LvsPS.Netlink.Tests.Support;

/// <summary>Compares what two dumps gave.</summary>
internal sealed class DumpComparer : IEqualityComparer<(bool Whole, List<byte> Marks)>
{
    public static DumpComparer Instance { get; } = new();

    public bool Equals((bool Whole, List<byte> Marks) x, (bool Whole, List<byte> Marks) y) => x.Whole == y.Whole && x.Marks.SequenceEqual(y.Marks);

    public int GetHashCode((bool Whole, List<byte> Marks) obj) => obj.Marks.Count;
}
