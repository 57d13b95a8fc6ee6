using System.Runtime.InteropServices;

namespace LvsPS.Nftables;

/// <summary>The functions of libnftables(3), and what it takes to ask first whether it may be called at all.</summary>
internal static partial class NativeMethods
{
    // The file's own name and not the link of the development package, which few machines have.
    private const string Library = "libnftables.so.1";
    private const string C = "libc";

    [LibraryImport(Library, EntryPoint = "nft_ctx_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial NftablesHandle NewContext(uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_output_set_flags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void SetOutputFlags(NftablesHandle context, uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_output")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int BufferOutput(NftablesHandle context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int BufferError(NftablesHandle context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_output_buffer")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint OutputBuffer(NftablesHandle context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_error_buffer")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint ErrorBuffer(NftablesHandle context);

    [LibraryImport(Library, EntryPoint = "nft_run_cmd_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Run(NftablesHandle context, string commands);

    [LibraryImport(C, EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(C, EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Close(int descriptor);
}
