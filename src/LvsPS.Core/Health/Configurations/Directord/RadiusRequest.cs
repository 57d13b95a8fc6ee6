using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LvsPS;

/// <summary>
/// A RADIUS Access-Request (RFC 2865, 4.1; RFC 3579, 3.2) as the payload of a UDP check, which an Access-Accept must answer. The same
/// settings give the same bytes, so that a configuration that is read again is the same.
/// </summary>
internal static class RadiusRequest
{
    private const int HeaderLength = 20;
    private const int AuthenticatorLength = 16;
    private const string Accept = "02";

    /// <summary>Makes the check.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="password">The user's password, of which the first 128 bytes count.</param>
    /// <param name="secret">The secret that is shared with the server.</param>
    /// <returns>The check.</returns>
    public static LvsUdpCheck Check(string user, string password, string secret)
    {
        byte[] key = Encoding.UTF8.GetBytes(secret);
        byte[] name = Cut(user, 253);
        byte[] clear = Cut(password, 128);
#pragma warning disable CA5351 // The protocol has no other digest.
        byte[] authenticator = HMACMD5.HashData(key, (byte[])[.. "lvsps"u8, .. name, 0, .. clear]);
        var packet = new List<byte> { 1, 1, 0, 0 };
        packet.AddRange(authenticator);
        Add(packet, 1, name);
        Add(packet, 2, Hidden(clear, key, authenticator));
        Add(packet, 32, "lvsps"u8.ToArray());
        Add(packet, 80, new byte[AuthenticatorLength]);
        byte[] bytes = [.. packet];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)bytes.Length);
        HMACMD5.HashData(key, bytes).CopyTo(bytes.AsSpan(bytes.Length - AuthenticatorLength));
#pragma warning restore CA5351
        return new LvsUdpCheck { Payload = bytes, Reply = Accept, MinReplyLength = HeaderLength };
    }

    /// <summary>The password as RFC 2865, 5.2 hides it.</summary>
    private static byte[] Hidden(byte[] clear, byte[] key, byte[] authenticator)
    {
        byte[] hidden = new byte[Math.Max(1, (clear.Length + AuthenticatorLength - 1) / AuthenticatorLength) * AuthenticatorLength];
        clear.CopyTo(hidden, 0);
        ReadOnlySpan<byte> before = authenticator;
        for (int block = 0; block < hidden.Length; block += AuthenticatorLength)
        {
#pragma warning disable CA5351 // The protocol has no other digest.
            byte[] mask = MD5.HashData((byte[])[.. key, .. before]);
#pragma warning restore CA5351
            for (int i = 0; i < AuthenticatorLength; i++)
            {
                hidden[block + i] ^= mask[i];
            }

            before = hidden.AsSpan(block, AuthenticatorLength);
        }

        return hidden;
    }

    private static void Add(List<byte> packet, byte type, byte[] value)
    {
        packet.Add(type);
        packet.Add((byte)(value.Length + 2));
        packet.AddRange(value);
    }

    private static byte[] Cut(string text, int most)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length > most ? bytes[..most] : bytes;
    }
}
