using DockerLsp.Engine.Features;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Features;

public class SymbolProviderTests
{
    [Theory]
    [InlineData("FROM a AS [|build|]\nFROM bui¦ld\n")]
    [InlineData("FROM a AS [|Build|]\nFROM x\nCOPY --from=b¦uild /a /b\n")]
    [InlineData("FROM a AS [|build|]\nFROM x\nCOPY --from=¦0 /a /b\n")]
    [InlineData("[|FROM|] a\nFROM x\nCOPY --from=0¦ /a /b\n")]
    [InlineData("FROM a AS [|build|]\nFROM x\nRUN --mount=type=bind,from=buil¦d,target=/x true\n")]
    [InlineData("FROM a AS [|one|]\nFROM on¦e AS one\n")]
    [InlineData("FROM x\nCOPY --from=la¦ter /a /b\nFROM y AS [|later|]\n")]
    [InlineData("FROM a AS build\nFROM $bui¦ld\n")]
    [InlineData("ARG [|TAG|]=1\nFROM a:$TA¦G\n")]
    [InlineData("ARG [|TAG|]=1\nFROM a:${TA¦G:-2}\n")]
    [InlineData("ARG TAG=1\nFROM a\nRUN echo $TA¦G\n")]
    [InlineData("ARG [|TAG|]=1\nFROM a\nARG [|TAG|]\nRUN echo $TA¦G\n")]
    [InlineData("ARG TAG=1\nFROM a\nARG [|TAG|]=2\nRUN echo \"${TA¦G}\"\n")]
    [InlineData("FROM a\nENV [|A|]=1\nENV A=$¦A\n")]
    [InlineData("FROM a\nENV A=1\nENV [|A|]=$A\nRUN echo $A¦\n")]
    [InlineData("FROM a AS b\nENV [|A|]=1\nFROM b\nRUN echo $¦A\n")]
    [InlineData("FROM a AS b\nARG A=1\nFROM b\nRUN echo $¦A\n")]
    [InlineData("FROM a\nRUN [|x|]=1; echo $x¦\n")]
    [InlineData("FROM a\nRUN for [|f|] in *; do echo $f¦; done\n")]
    [InlineData("FROM a\nARG [|V|]\nRUN <<EOF\necho $V¦\nEOF\n")]
    [InlineData("FROM a\nARG [|V|]\nCOPY <<EOF /x\na $V¦ b\nEOF\n")]
    [InlineData("FROM a\nARG V\nCOPY <<'EOF' /x\na $V¦ b\nEOF\n")]
    [InlineData("FROM a\nENV [|V|]=1\nONBUILD RUN echo $V¦\n")]
    [InlineData("FROM a\nENV [|V|]=1\nUSER $¦V\n")]
    [InlineData("FROM a\nENV [|V|]=1\nLABEL x=\"$V¦\"\n")]
    [InlineData("FROM a\nENV V=1\nLABEL x='$V¦'\n")]
    public void Definitions_are_those_that_hold_there(string marked)
    {
        var text = FeatureText.Parse(marked);
        Assert.Equal(text.Show(text.Marks), text.Show(SymbolProvider.GetDefinitions(text.Analysis, text.Position).Order(Comparer<TextSpan>.Create((a, b) => a.Start - b.Start))));
    }

    [Theory]
    [InlineData("FROM a AS [|build|]\nFROM [|bui¦ld|]\nCOPY --from=[|BUILD|] x y\nCOPY --from=[|0|] x y\nRUN --mount=from=[|build|],target=/x true\n")]
    [InlineData("ARG [|V|]=1\nFROM a:$[|V|]\nARG [|V|]\nENV [|V|]=${[|¦V|]:-x}\nRUN echo \"$[|V|]\" '$V' $[|V|]\nFROM b\nARG [|V|]\nRUN $[|V|]\n")]
    [InlineData("FROM a\nENV [|¦X|]=1\nRUN [|X|]=2; export [|X|]=3; echo $(( [|X|] + 1 )) ${#[|X|]}\nFROM b\nENV X=2\n")]
    [InlineData("FROM a\nRUN [|x|]=1; echo $[|¦x|]\nRUN x=2; echo $x\n")]
    [InlineData("FROM a\nARG [|A¦|]=1\nENV B=${B:-${[|A|]}}\n")]
    public void References_are_all_places_of_the_same_thing(string marked)
    {
        var text = FeatureText.Parse(marked);
        Assert.Equal(text.Show(text.Marks), text.Show(SymbolProvider.GetReferences(text.Analysis, text.Position, includeDefinitions: true).Select(r => r.Span)));
    }

    [Theory]
    [InlineData("FROM a AS buil¦d\nCOPY --from=build x y\nCOPY --from=0 x y\n", "base", "FROM a AS base\nCOPY --from=base x y\nCOPY --from=0 x y\n")]
    [InlineData("FROM a\nARG V¦\nRUN echo ${V}x \"$V\"\n", "W_1", "FROM a\nARG W_1\nRUN echo ${W_1}x \"$W_1\"\n")]
    public void Renaming_changes_every_place(string marked, string name, string expected)
    {
        var text = FeatureText.Parse(marked);
        var result = SymbolProvider.Rename(text.Analysis, text.Position, name);
        Assert.Null(result?.Refusal);
        Assert.Equal(expected, text.Analysis.Text.WithChanges(result?.Edits ?? []).ToString());
    }

    [Theory]
    [InlineData("FROM a AS buil¦d\n", "1x", "begins with a letter")]
    [InlineData("FROM a AS buil¦d\n", "scratch", "keeps the name")]
    [InlineData("FROM a AS buil¦d\nFROM b AS other\n", "OTHER", "line 2 already")]
    [InlineData("FROM a AS buil¦d\nFROM other\n", "other", "line 2 already")]
    [InlineData("FROM a\nCOPY --from=¦0 x y\n", "b", "no name")]
    [InlineData("FROM a AS b\nFROM x\nCOPY --from=¦0 x y\n", "c", "counts the stage")]
    [InlineData("FROM a\nARG V¦\n", "1", "begins with no digit")]
    [InlineData("FROM a\nARG V¦\nENV W=1\n", "W", "already")]
    [InlineData("FROM a\nENV P¦ATH=/x\n", "W", "known to programs")]
    [InlineData("FROM a\nARG TARGETA¦RCH\n", "W", "known to programs")]
    [InlineData("FROM a\nRUN echo $NO¦NE\n", "W", "not defined")]
    public void A_rename_that_would_break_something_is_refused(string marked, string name, string reason)
    {
        var text = FeatureText.Parse(marked);
        Assert.Contains(reason, SymbolProvider.Rename(text.Analysis, text.Position, name)?.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FROM a¦\n")]
    [InlineData("FROM a\nRUN ech¦o x\n")]
    [InlineData("¦")]
    public void Where_nothing_is_named_nothing_is_found(string marked)
    {
        var text = FeatureText.Parse(marked);
        Assert.Empty(SymbolProvider.GetDefinitions(text.Analysis, text.Position));
        Assert.Null(SymbolProvider.PrepareRename(text.Analysis, text.Position));
    }
}
