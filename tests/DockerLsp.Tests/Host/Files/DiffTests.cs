using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Host.Files;

public partial class DiffTests
{
    private static readonly Gen<string> Text = Gen.Select(
        Gen.OneOfConst("a", "b", "c", "RUN x", "RUN y \\", "", "é😀").Array[0, 40],
        Gen.OneOfConst("\n", "\r\n"),
        Gen.Bool,
        (lines, ending, hasLast) => string.Join(ending, lines) + (hasLast ? ending : ""));

    [Fact]
    public void Applying_the_diff_gives_the_new_text() => Gen.Select(Text, Text).Check(
        (oldText, newText) => Assert.Equal(newText, Apply(oldText, [.. UnifiedDiff.GetLines("x", oldText, newText)])), 1000);

    [Fact]
    public void Equal_texts_have_no_diff() => Text.Check(text => Assert.Empty(UnifiedDiff.GetLines("x", text, text)), 1000);

    [Fact]
    public void The_edits_give_the_new_text_and_cut_no_pair() => Gen.Select(Text, Text).Check((oldText, newText) =>
    {
        var changes = TextDifference.GetChanges(oldText, newText);
        Assert.Equal(newText, SourceText.From(oldText).WithChanges(changes).ToString());
        Assert.All(changes, change =>
        {
            Assert.False(CutsPair(oldText, change.Span.Start) || CutsPair(oldText, change.Span.End));
        });
        Assert.Equal(changes.OrderBy(change => change.Span.Start), changes);
    }, 1000);

    [Fact]
    public void The_difference_is_the_shortest() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 12], Gen.Int[0, 3].Array[0, 12]).Check((oldLines, newLines) =>
        {
            var changes = LineDiff.Compare([.. oldLines.Select(ToLine)], [.. newLines.Select(ToLine)]);
            Assert.Equal(oldLines.Length + newLines.Length - (2 * GetCommonLength(oldLines, newLines)), changes.Sum(c => c.OldCount + c.NewCount));
        }, 1000);

    [Fact]
    public void Large_texts_that_have_nothing_in_common_do_not_take_long()
    {
        // Quadratic search would need some 10^10 steps here.
        var oldLines = Enumerable.Range(0, 100_000).Select(ToLine);
        var newLines = Enumerable.Range(100_000, 100_000).Select(ToLine);
        var change = Assert.Single(LineDiff.Compare([.. oldLines], [.. newLines]));
        Assert.Equal(new LineChange(0, 100_000, 0, 100_000), change);
    }

    [Fact]
    public void Hunks_have_three_lines_of_context_and_name_a_missing_line_ending()
    {
        var oldText = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13";
        var newText = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n";
        Assert.Equal(
            """
            --- a/dir/Dockerfile
            +++ b/dir/Dockerfile
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            @@ -10,4 +10,4 @@
             10
             11
             12
            -13
            \ No newline at end of file
            +13

            """.ReplaceLineEndings("\n"),
            string.Concat(UnifiedDiff.GetLines("dir/Dockerfile", oldText, newText)));
    }

    [Theory]
    [InlineData("/abs/Dockerfile", "--- a/abs/Dockerfile\n")]
    [InlineData("my files/Dockerfile", "--- a/my files/Dockerfile\t\n")]
    [InlineData("we\"ird\u001b/Dockerfile", "--- \"a/we\\\"ird\\033/Dockerfile\"\n")]
    public void Names_are_written_as_git_reads_them(string path, string header) =>
        Assert.Equal(header, UnifiedDiff.GetLines(path, "a\n", "b\n").First());

    private static string ToLine(int number) => number.ToString(CultureInfo.InvariantCulture) + "\n";

    private static bool CutsPair(string text, int position) =>
        position > 0 && position < text.Length
        && (char.IsSurrogatePair(text[position - 1], text[position]) || text.AsSpan(position - 1, 2) is "\r\n");

    private static int GetCommonLength(int[] a, int[] b)
    {
        var lengths = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                lengths[i, j] = a[i - 1] == b[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths[a.Length, b.Length];
    }

    /// <summary>A patch program in small, which believes only what the format says.</summary>
    private static string Apply(string oldText, string[] diff)
    {
        if (diff.Length == 0)
        {
            return oldText;
        }

        var oldLines = LineDiff.SplitLines(oldText);
        var result = new List<string>();
        var position = 0;
        foreach (var line in diff.Skip(2))
        {
            if (HunkHeader().Match(line) is { Success: true } header)
            {
                var start = int.Parse(header.Groups[1].Value, CultureInfo.InvariantCulture);
                // An empty range names the line before it.
                start -= header.Groups[2].Value == "0" ? 0 : 1;
                result.AddRange(oldLines[position..start]);
                position = start;
                continue;
            }

            const string NoEnding = "\n\\ No newline at end of file\n";
            var content = line.EndsWith(NoEnding, StringComparison.Ordinal) ? line[1..^NoEnding.Length] : line[1..];
            if (line[0] is ' ' or '-')
            {
                Assert.Equal(oldLines[position++], content);
            }

            if (line[0] is ' ' or '+')
            {
                result.Add(content);
            }
        }

        result.AddRange(oldLines[position..]);
        return string.Concat(result);
    }

    [GeneratedRegex(@"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n$")]
    private static partial Regex HunkHeader();
}
