using CsCheck;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Text;

public sealed class MappedTextTests
{
    private const string Seed = "0000KOIPe036";

    /// <summary>Pieces with the gaps before them: each character of the source is a letter of its own.</summary>
    private static readonly Gen<(int Gap, int Length)[]> Pieces = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4]).Array[0, 8];

    [Fact]
    public void Every_character_knows_its_place() =>
        Pieces.Sample(
            pieces =>
            {
                var (mapped, places) = Make(pieces);
                Assert.Equal(places.Count, mapped.Length);
                for (var i = 0; i < places.Count; i++)
                {
                    Assert.Equal(places[i], mapped.ToSource(i));
                    Assert.Equal(i, mapped.FromSource(places[i]));
                }

                for (var source = 0; source < 60; source++)
                {
                    var next = places.FindIndex(p => p >= source);
                    Assert.Equal(next < 0 ? places.Count : next, mapped.FromSource(source));
                }
            },
            seed: Seed, iter: 1000, threads: 1);

    [Fact]
    public void A_slice_keeps_the_places() =>
        Gen.Select(Pieces, Gen.Int[0, 30], Gen.Int[0, 30]).Sample(
            (pieces, a, b) =>
            {
                var (mapped, places) = Make(pieces);
                var start = Math.Min(a, mapped.Length);
                var span = TextSpan.FromBounds(start, Math.Min(mapped.Length, start + b));
                var slice = mapped.Slice(span);
                Assert.Equal(mapped.Text.Substring(span.Start, span.Length), slice.Text);
                for (var i = 0; i < slice.Length; i++)
                {
                    Assert.Equal(places[start + i], slice.ToSource(i));
                }

                Assert.Equal(mapped.ToSource(span), slice.ToSource(new TextSpan(0, slice.Length)));
            },
            seed: Seed, iter: 1000, threads: 1);

    private static (MappedText Mapped, List<int> Places) Make((int Gap, int Length)[] pieces)
    {
        var builder = new MappedText.Builder();
        var places = new List<int>();
        var position = 0;
        foreach (var (gap, length) in pieces)
        {
            position += gap;
            builder.Append(new string('x', length), position);
            places.AddRange(Enumerable.Range(position, length));
            position += length;
        }

        return (builder.ToMappedText(), places);
    }
}
