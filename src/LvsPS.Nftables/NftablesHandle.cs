using Microsoft.Win32.SafeHandles;

namespace LvsPS.Nftables;

/// <summary>A context of libnftables, freed with this.</summary>
internal sealed class NftablesHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public NftablesHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.FreeContext(handle);
        return true;
    }
}
