using System.Security.Cryptography;
using InfoShare.Merchants;
using InfoShare.Snapshots;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Snapshots;

/// <summary>
/// A program must not take a snapshot for what it is not. What a part writes for the same hub is therefore pinned: whoever changes it raises
/// the part's version, and then the hash here.
/// </summary>
public sealed class SnapshotVersionTests
{
    [Theory]
    [InlineData("words", 1, "c7b8926aeb614364")]
    [InlineData("records", 2, "2a473baadcfc9aa9")]
    [InlineData("postings", 2, "5d8124b0237abf77")]
    [InlineData("names", 320010539, "6cf85dc1ec678ba6")]
    public void What_A_Part_Writes_Changes_Only_With_Its_Version(string name, int version, string hash)
    {
        var hub = new IndexFixture();
        RandomHub.Fill(hub, new Random(1), 100);
        var index = new MerchantIndex(TimeProvider.System, new(1, 2));
        foreach (var entry in hub.Entries)
        {
            index.Apply(new(index.Position, entry));
        }

        var part = Assert.Single(index.Capture().Parts, part => part.Name == name);

        Assert.Equal((version, hash), (part.Version, HashOf(part)));
    }

    [Fact]
    public void Parts_And_Their_Columns_Have_Names_Of_Their_Own()
    {
        var parts = new IndexFixture().Index.Parts;
        Assert.Equal(parts.Count, parts.Select(part => part.Name).Distinct().Count());
        Assert.All(parts, part => Assert.Equal(part.Columns.Count, part.Columns.Select(column => column.Name).Distinct().Count()));
    }

    private static string HashOf(SnapshotCapture.Part part)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, column) in part.Columns)
        {
            var bytes = new byte[column.Length];
            column.Read(0, bytes);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
