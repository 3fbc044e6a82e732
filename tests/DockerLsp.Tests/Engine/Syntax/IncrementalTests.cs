using CsCheck;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Syntax;

public sealed class IncrementalTests
{
    private static readonly Gen<(int Start, int Length, string NewText)> Edit = Gen.Select(
        Gen.Int[0, 100_000], Gen.Frequency((4, Gen.Const(0)), (4, Gen.Int[0, 4]), (1, Gen.Int[0, 200])), DockerfileGenerators.Insertion);

    [Fact]
    public void After_any_edits_the_tree_is_that_of_a_fresh_parse() =>
        Gen.Select(DockerfileGenerators.AnyText, Edit.Array[1, 12]).Check(
            (start, edits) =>
            {
                var text = start;
                var tree = DockerfileSyntax.Parse(text);
                foreach (var (at, length, newText) in edits)
                {
                    var span = SpanIn(text, at, length);
                    text = string.Concat(text.AsSpan(0, span.Start), newText, text.AsSpan(span.End));
                    tree = tree.WithChanges([new TextChange(span, newText)]);
                    EqualsFresh(tree, text);
                }
            },
            iterations: 3000);

    [Fact]
    public void Instructions_that_were_read_before_make_the_same_tree() =>
        Gen.Select(DockerfileGenerators.AnyText, DockerfileGenerators.AnyText).Check(
            (first, second) =>
            {
                var known = new InstructionTable(1000);
                foreach (var text in new[] { first, second + first, first + first, second, "# escape=`\n" + first })
                {
                    EqualsFresh(DockerfileSyntax.Parse(SourceText.From(text), known), text);
                }
            },
            iterations: 2000);

    [Fact]
    public void Several_changes_at_once_are_one_step() =>
        Gen.Select(DockerfileGenerators.Dockerfile, Edit.Array[1, 6]).Check(
            (start, edits) =>
            {
                var changes = new List<TextChange>();
                foreach (var (at, length, newText) in edits)
                {
                    var span = SpanIn(start, at, length);
                    if (!changes.Exists(c => c.Span.IntersectsWith(span)))
                    {
                        changes.Add(new TextChange(span, newText));
                    }
                }

                var tree = DockerfileSyntax.Parse(start).WithChanges(changes);
                EqualsFresh(tree, SourceText.From(start).WithChanges(changes).ToString());
            },
            iterations: 3000);

    [Fact]
    public void Typing_a_file_from_the_top_and_deleting_it_from_the_end() =>
        DockerfileGenerators.Dockerfile.Check(
            text =>
            {
                var tree = DockerfileSyntax.Parse("");
                for (var i = 0; i < text.Length; i++)
                {
                    tree = tree.WithChanges([new TextChange(new TextSpan(i, 0), text[i].ToString())]);
                }

                EqualsFresh(tree, text);
                for (var i = text.Length; i > text.Length / 2; i--)
                {
                    tree = tree.WithChanges([new TextChange(new TextSpan(i - 1, 1), "")]);
                }

                EqualsFresh(tree, text[..(text.Length / 2)]);
            },
            iterations: 60);

    [Theory]
    [InlineData("RUN a\n|\nRUN b\n", "", 2)]
    [InlineData("RUN a|\nRUN b\nRUN c\n", " \\", 2)]
    [InlineData("RUN a|\nRUN b\nEOF\nRUN c\n", " <<EOF", 2)]
    [InlineData("|FROM a\nRUN b\n", "# escape=`\n", 2)]
    [InlineData("|# escape=`\nRUN b `\n c\n", "\n", 2)]
    [InlineData("|RUN a\n", "FROM x\n", 2)]
    [InlineData("RUN a\n# c|\nRUN b", "\nUSER x", 3)]
    [InlineData("RUN a \\\n# c\n|", "b", 1)]
    [InlineData("RUN a|", "\nRUN b", 2)]
    [InlineData("RUN a\n|", "RUN b", 2)]
    [InlineData("|\ufeff# syntax=a\nFROM b\n", "FROM c\n", 3)]
    [InlineData("|\ufeffFROM b\n", "FROM c\n", 2)]
    public void An_edit_that_reaches_beyond_its_line(string marked, string insertion, int instructions)
    {
        var at = marked.IndexOf('|', StringComparison.Ordinal);
        var before = marked.Remove(at, 1);
        var tree = DockerfileSyntax.Parse(before).WithChanges([new TextChange(new TextSpan(at, 0), insertion)]);
        EqualsFresh(tree, before.Insert(at, insertion));
        Assert.Equal(instructions, tree.InstructionCount);
    }

    [Fact]
    public void Untouched_instructions_are_the_same_objects()
    {
        const string text = "FROM a\nRUN b\nRUN c\nRUN d\n";
        var old = DockerfileSyntax.Parse(text);
        var tree = old.WithChanges([new TextChange(new TextSpan(12, 0), "!")]);
        Assert.Same(old.GetGreenInstruction(0), tree.GetGreenInstruction(0));
        Assert.NotSame(old.GetGreenInstruction(1), tree.GetGreenInstruction(1));
        Assert.Same(old.GetGreenInstruction(2), tree.GetGreenInstruction(2));
        Assert.Same(old.GetGreenInstruction(3), tree.GetGreenInstruction(3));
        Assert.Equal(1, tree.Statistics.InstructionsParsed);
    }

    [Fact]
    public void A_changed_escape_directive_reads_everything_anew()
    {
        const string text = "# escape=`\nFROM a\nRUN b `\n c\n";
        var tree = DockerfileSyntax.Parse(text).WithChanges([new TextChange(new TextSpan(9, 1), "\\")]);
        Assert.Equal(3, tree.Statistics.InstructionsParsed);
        Assert.Equal('\\', tree.Directives.EscapeCharacter);
    }

    /// <summary>The work for one key must not depend on the length of the file.</summary>
    [Fact]
    public void One_key_costs_the_same_in_files_of_any_length()
    {
        var work = new List<ParseStatistics>();
        foreach (var count in new[] { 100, 1_000, 10_000 })
        {
            var instruction = "# step\nRUN apt-get update && \\\n    apt-get install -y curl\n";
            var text = "FROM debian:12\n" + string.Concat(Enumerable.Repeat(instruction, count));
            var tree = DockerfileSyntax.Parse(text);
            Assert.Equal(count + 1, tree.InstructionCount);
            var at = text.IndexOf("curl", text.Length / 2, StringComparison.Ordinal);
            tree = tree.WithChanges([new TextChange(new TextSpan(at, 0), "x")]);
            work.Add(tree.Statistics);
            EqualsFresh(tree, text.Insert(at, "x"), withTrees: count <= 1000);
        }

        Assert.Equal(1, work[0].InstructionsParsed);
        Assert.Equal(work[0], work[1]);
        Assert.Equal(work[0], work[2]);
    }

    private static TextSpan SpanIn(string text, int at, int length)
    {
        var start = at % (text.Length + 1);
        return TextSpan.FromBounds(start, Math.Min(text.Length, start + length));
    }

    private static void EqualsFresh(DockerfileSyntax tree, string text, bool withTrees = true)
    {
        var fresh = DockerfileSyntax.Parse(text);
        Assert.Equal(fresh.InstructionCount, tree.InstructionCount);
        if (withTrees)
        {
            Assert.Equal(SyntaxTreePrinter.Print(fresh), SyntaxTreePrinter.Print(tree));
        }

        Assert.Equal(text, tree.ToFullString());
    }
}
