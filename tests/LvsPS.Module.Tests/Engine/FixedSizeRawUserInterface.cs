using System.Management.Automation.Host;

namespace LvsPS.Module.Tests.Engine;

/// <summary>A terminal that nobody looks at.</summary>
internal sealed class FixedSizeRawUserInterface : PSHostRawUserInterface
{
    /// <summary>The columns that it has unless a test wants others.</summary>
    public const int UsualWidth = 120;

    public override ConsoleColor ForegroundColor { get; set; }

    public override ConsoleColor BackgroundColor { get; set; }

    public override int CursorSize { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override Size BufferSize { get; set; } = new(UsualWidth, 50);

    public override Size WindowSize { get; set; } = new(UsualWidth, 50);

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override void FlushInputBuffer()
    {
        // There is no keyboard.
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
}
