using System.Text;
using CsCheck;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Text;

/// <summary>Compares the tree of chunks with a plain string and the simplest code that answers the same questions.</summary>
public sealed class SourceTextTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOfConst("\n", "\r\n", "\r", "\r", "\n", "a", "é", "€", "\ud83d\ude00", "\ud83d", "\ude00", "RUN x \\\n", "\t"),
        Gen.Char[' ', '~'].Array[0, 40].Select(c => new string(c)));

    private static readonly Gen<string> Texts = Piece.Array[0, 60].Select(string.Concat);

    private static readonly Gen<string> LongTexts =
        Gen.Select(Texts, Gen.Int[0, 60]).Select((t, n) => string.Concat(Enumerable.Repeat(t, n)) + t);

    private static readonly Gen<(int Start, int Length, string NewText)[]> Edits =
        Gen.Select(Gen.Int[0, 100_000], Gen.OneOf(Gen.Const(0), Gen.Int[0, 3], Gen.Int[0, 5000]), Gen.OneOf(Piece, LongTexts)).Array[1, 8];

    [Fact]
    public void It_is_the_string_after_any_edits() =>
        Gen.Select(LongTexts, Edits).Check(
            (start, edits) =>
            {
                var model = start;
                var text = SourceText.From(start);
                foreach (var (at, length, newText) in edits)
                {
                    var from = at % (model.Length + 1);
                    var to = Math.Min(model.Length, from + length);
                    model = string.Concat(model.AsSpan(0, from), newText, model.AsSpan(to));
                    text = text.WithChanges([new TextChange(TextSpan.FromBounds(from, to), newText)]);
                }

                Assert.Equal(model, text.ToString());
                CompareLines(model, text);
            },
            iterations: 300);

    [Fact]
    public void Positions_are_those_of_the_string() =>
        Gen.Select(LongTexts, Gen.Int[-3, 100_000], Gen.Int[-3, 40], Gen.Enum<PositionEncoding>()).Check(
            (model, offset, character, encoding) =>
            {
                var text = SourceText.From(model);
                var at = offset > model.Length + 3 ? offset % (model.Length + 1) : offset;
                var position = text.GetPosition(at, encoding);
                Assert.Equal(ModelPosition(model, at, encoding), position);
                var span = new TextSpan(at, Math.Abs(character));
                Assert.Equal((position, text.GetPosition(span.End, encoding)), text.GetPositions(span, encoding));

                var asked = position with { Character = character };
                Assert.Equal(ModelOffset(model, asked, encoding), text.GetOffset(asked, encoding));
                if (encoding == PositionEncoding.Utf16 && !InsidePair(model, Math.Clamp(at, 0, model.Length)))
                {
                    var line = position.Line;
                    Assert.Equal(Math.Min(Math.Clamp(at, 0, model.Length), text.GetLineEnd(line)), text.GetOffset(position, encoding));
                }
            },
            iterations: 2000);

    [Fact]
    public void Several_changes_refer_to_the_old_text() =>
        Gen.Select(LongTexts, Gen.Int[0, 5000].Array[0, 8], Piece.Array[8]).Check(
            (model, cuts, pieces) =>
            {
                var places = cuts.Select(c => c % (model.Length + 1)).Order().ToArray();
                var changes = new List<TextChange>();
                var expected = new StringBuilder();
                var end = 0;
                for (var i = 0; i + 1 < places.Length; i += 2)
                {
                    changes.Add(new TextChange(TextSpan.FromBounds(places[i], places[i + 1]), pieces[i]));
                    expected.Append(model, end, places[i] - end).Append(pieces[i]);
                    end = places[i + 1];
                }

                expected.Append(model, end, model.Length - end);
                Assert.Equal(expected.ToString(), SourceText.From(model).WithChanges(changes).ToString());
                if (places.Distinct().Count() == places.Length)
                {
                    changes.Reverse();
                    Assert.Equal(expected.ToString(), SourceText.From(model).WithChanges(changes).ToString());
                }
            },
            iterations: 500);

    [Fact]
    public void Insertions_at_one_place_stay_in_order()
    {
        var changes = new[] { new TextChange(new TextSpan(1, 0), "x"), new TextChange(new TextSpan(1, 0), "y"), new TextChange(new TextSpan(1, 1), "") };
        Assert.Equal("axyc", SourceText.From("abc").WithChanges(changes).ToString());
    }

    [Fact]
    public void Overlapping_changes_are_refused()
    {
        var changes = new[] { new TextChange(new TextSpan(0, 2), "x"), new TextChange(new TextSpan(1, 2), "y") };
        Assert.Throws<ArgumentException>(() => SourceText.From("abc").WithChanges(changes));
    }

    [Fact]
    public void The_difference_makes_the_second_text_of_the_first() =>
        Gen.Select(LongTexts, Edits).Check(
            (model, edits) =>
            {
                var from = SourceText.From(model);
                var to = from;
                foreach (var (at, length, newText) in edits.Take(2))
                {
                    var start = at % (to.Length + 1);
                    to = to.WithChanges([new TextChange(TextSpan.FromBounds(start, Math.Min(to.Length, start + length)), newText)]);
                }

                var changes = SourceText.GetChanges(from, to);
                Assert.Equal(to.ToString(), from.WithChanges(changes).ToString());
                Assert.Equal(from.ToString() == to.ToString(), changes.IsEmpty);
                foreach (var change in changes.Where(c => c.Span.Length > 0 && c.NewText.Length > 0))
                {
                    Assert.NotEqual(from[change.Span.Start], change.NewText[0]);
                    Assert.NotEqual(from[change.Span.End - 1], change.NewText[^1]);
                }
            },
            iterations: 500);

    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n", 2)]
    [InlineData("\r\n\r\r\n\n", 5)]
    public void Lines_end_in_all_three_ways(string model, int lines) => Assert.Equal(lines, SourceText.From(model).LineCount);

    private static void CompareLines(string model, SourceText text)
    {
        var starts = ModelLineStarts(model);
        Assert.Equal(starts.Count, text.LineCount);
        for (var i = 0; i < starts.Count; i += 1 + (starts.Count / 50))
        {
            Assert.Equal(starts[i], text.GetLineStart(i));
            Assert.Equal(i, text.GetLineNumber(starts[i]));
            Assert.Equal(Math.Max(0, i - 1), text.GetLineNumber(Math.Max(0, starts[i] - 1)));
        }

        for (var i = 0; i < model.Length; i += 1 + (model.Length / 50))
        {
            Assert.Equal(model[i], text[i]);
        }
    }

    private static List<int> ModelLineStarts(string model)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < model.Length; i++)
        {
            if (model[i] == '\n' || (model[i] == '\r' && (i + 1 == model.Length || model[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return starts;
    }

    private static bool InsidePair(string model, int offset) =>
        offset > 0 && offset < model.Length && char.IsSurrogatePair(model[offset - 1], model[offset]);

    private static int Columns(string text, PositionEncoding encoding) => encoding switch
    {
        PositionEncoding.Utf8 => Encoding.UTF8.GetByteCount(text),
        PositionEncoding.Utf32 => text.EnumerateRunes().Count(),
        _ => text.Length,
    };

    private static LinePosition ModelPosition(string model, int offset, PositionEncoding encoding)
    {
        offset = Math.Clamp(offset, 0, model.Length);
        var starts = ModelLineStarts(model);
        var line = starts.FindLastIndex(s => s <= offset);
        if (encoding != PositionEncoding.Utf16 && InsidePair(model, offset))
        {
            offset--;
        }

        return new LinePosition(line, Columns(model[starts[line]..offset], encoding));
    }

    private static int ModelOffset(string model, LinePosition position, PositionEncoding encoding)
    {
        var starts = ModelLineStarts(model);
        var start = starts[position.Line];
        var end = position.Line + 1 < starts.Count ? starts[position.Line + 1] : model.Length;
        var lineText = model[start..end];
        var content = position.Line + 1 < starts.Count ? lineText[..^(lineText.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : lineText;
        var best = 0;
        for (var i = 0; i <= content.Length; i++)
        {
            if (!InsidePair(content, i) && Columns(content[..i], encoding) <= position.Character)
            {
                best = i;
            }
        }

        return start + best;
    }
}
