using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.ScriptChecks;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.ScriptChecks;

public sealed class RemarkMapperTests
{
    [Theory]
    [InlineData("FROM debian:12\nRUN echo [|$X|]")]
    [InlineData("FROM debian:12\n\n# about\nRUN --network=none echo 1 && \\\n    # why\n    echo [|$X|] \\\n  [|$X|]")]
    [InlineData("FROM debian:12\nARG A\nRUN echo $A é😀 [|$X|]")]
    [InlineData("FROM debian:12\nRUN <<EOF\n\techo 1\n\techo [|$X|]\nEOF")]
    [InlineData("FROM debian:12\nRUN <<-EOF\n\techo 1\n\t\techo [|$X|]\n\tEOF")]
    [InlineData("FROM debian:12\nRUN cat <<EOF > /f && echo [|$X|]\na [|$X|]\nEOF")]
    [InlineData("FROM debian:12\nRUN <<EOF\n#!/bin/bash -e\necho [|$X|]\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN echo [|$X|]")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD echo [|$X|]")]
    [InlineData("FROM debian:12\r\nRUN echo 1 && \\\r\n    echo [|$X|]\r\n")]
    [InlineData("# escape=`\nFROM debian:12\nRUN echo 1 && `\n    echo [|$X|]")]
    public void Places_are_those_of_the_file(string marked)
    {
        var source = MarkedText.Parse(marked);
        Assert.Equal(source.Marks.Select(m => m.Span), Remarks.On(source.Text, "$X").Select(f => f.Span));
    }

    [Fact]
    public void A_remark_becomes_a_finding()
    {
        var finding = Assert.Single(Remarks.On("FROM debian:12\nRUN echo $X", "$X", code: 2086));
        Assert.Equal("SC2086", finding.Rule.Id);
        Assert.Equal("There is $X", finding.Message);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal("https://www.shellcheck.net/wiki/SC2086", finding.Rule.Url);
    }

    [Fact]
    public void What_stands_in_the_lines_before_the_script_is_not_reported() =>
        Assert.Single(Remarks.On("FROM debian:12\nARG A\nRUN echo $A", "A"));

    [Theory]
    [InlineData("FROM debian:12\nRUN echo $X", "FROM debian:12\nRUN echo \"$X\"")]
    [InlineData("FROM debian:12\nRUN echo \\\n    $X \\\n    $X", "FROM debian:12\nRUN echo \\\n    \"$X\" \\\n    $X")]
    [InlineData("FROM debian:12\nRUN <<-EOF\n\techo $X\n\tEOF", "FROM debian:12\nRUN <<-EOF\n\techo \"$X\"\n\tEOF")]
    [InlineData("FROM debian:12\nRUN echo $X\\\n  ", "FROM debian:12\nRUN echo \"$X\"\\\n  ")]
    public void Its_repair_is_made_in_the_file(string file, string expected)
    {
        var finding = Remarks.On(file, "$X", fix: Quote)[0];
        var fix = Assert.Single(finding.Fixes);
        Assert.Equal(Applicability.Unsafe, fix.Applicability);
        Assert.Equal("Quote it (it then stays one word)", fix.Title);
        Assert.Equal(expected, SourceText.From(file).WithChanges(fix.Edits).ToString());
    }

    [Fact]
    public void A_repair_that_crosses_a_continuation_is_not_offered() =>
        Assert.Empty(Assert.Single(Remarks.On("FROM debian:12\nRUN echo a\\\nb", "ab", fix: range => [new(range, "c", 1, false)])).Fixes);

    [Fact]
    public void A_repair_that_brings_a_line_break_is_not_offered() =>
        Assert.Empty(Assert.Single(Remarks.On("FROM debian:12\nRUN echo $X", "$X", fix: range => [new(range, "a\nb", 1, false)])).Fixes);

    [Fact]
    public void The_indentation_of_a_continued_line_is_not_repeated_spaces()
    {
        Assert.Empty(Remarks.On("FROM debian:12\nRUN echo a \\\n    b", "a     b", code: 2291));
        Assert.Single(Remarks.On("FROM debian:12\nRUN echo a     b", "a     b", code: 2291));
    }

    [Fact]
    public void An_if_on_a_line_of_its_own_is_no_else_if()
    {
        Assert.Empty(Remarks.On("FROM debian:12\nRUN if a; then b; else \\\n  if c; then d; fi; fi", "else", code: 1075));
        Assert.Single(Remarks.On("FROM debian:12\nRUN if a; then b; else if c; then d; fi; fi", "else", code: 1075));
        // ShellCheck points at the start of the word only.
        Assert.Empty(Remarks.On("FROM debian:12\nRUN if a; then b; else \\\n  if c; then d; fi; fi", "el", code: 1075));
        Assert.Single(Remarks.On("FROM debian:12\nRUN if a; then b; else if c; then d; fi; fi", "el", code: 1075));
    }

    [Fact]
    public void A_mode_that_starts_with_an_equals_sign_is_no_assignment()
    {
        Assert.Empty(Remarks.On("FROM debian:12\nRUN chmod =2775 /opt", "=2775", code: 2283));
        Assert.Single(Remarks.On("FROM debian:12\nRUN A =2775", "=2775", code: 2283));
    }

    [Theory]
    [InlineData("sed -i '7 i a \\\\' /f", 0)]
    [InlineData("sed -i '7 i a \\' /f", 1)]
    [InlineData("echo 'a\\\\' b 'c\\' d", 1)]
    public void Two_backslashes_before_a_quote_are_for_whoever_reads_the_text(string command, int expected) =>
        Assert.Equal(expected, Remarks.On($"FROM debian:12\nRUN {command}", "\\'", code: 1003).Length);

    [Fact]
    public void The_find_of_Linux_images_knows_where_it_is()
    {
        Assert.Empty(Remarks.On("FROM alpine:3\nRUN find -name '*.a' -delete", "find", code: 2185));
        Assert.Single(Remarks.On("FROM alpine:3\nRUN find -name '*.a' -delete", "find", code: 2186));
    }

    [Fact]
    public void The_last_cd_of_a_script_is_its_status()
    {
        Assert.Empty(Remarks.On("FROM debian:12\nRUN cd /opt", "cd /opt", code: 2164));
        Assert.Single(Remarks.On("FROM debian:12\nRUN cd /opt; make", "cd /opt", code: 2164));
    }

    [Theory]
    [InlineData("FROM debian:12\nRUN sed -i 's/a/$ModLoad/' /f", 0)]
    [InlineData("FROM debian:12\nENV ModLoad=1\nRUN sed -i 's/a/$ModLoad/' /f", 1)]
    [InlineData("FROM debian:12\nARG ModLoad\nRUN sed -i 's/a/$ModLoad/' /f", 1)]
    [InlineData("FROM debian:12\nENV ModLoad=1\nRUN { \\\n  echo 's/a/$ModLoad/'; \\\n  } > /f", 0)]
    [InlineData("FROM debian:12\nENV ModLoad=1\nRUN echo a && tool 's/a/$ModLoad/'", 1)]
    public void A_variable_in_single_quotes_is_reported_where_the_build_has_it(string file, int expected) =>
        Assert.Equal(expected, Remarks.On(file, "'s/a/$ModLoad/'", code: 2016).Length);

    [Theory]
    [InlineData("example.com/image", 3028, 0)]
    [InlineData("debian:12", 3028, 1)]
    [InlineData("alpine:3", 3028, 1)]
    [InlineData("alpine:3", 3046, 0)]
    [InlineData("debian:12", 3999, 1)]
    [InlineData("example.com/image", 2999, 1)]
    [InlineData("example.com/image", 4000, 1)]
    [InlineData("example.com/image\nSHELL [\"/bin/sh\", \"-c\"]", 3028, 1)]
    public void What_POSIX_lacks_is_reported_where_the_shell_is_known(string image, int code, int expected) =>
        Assert.Equal(expected, Remarks.On($"FROM {image}\nRUN echo $HOSTTYPE", "$HOSTTYPE", code: code).Length);

    [Theory]
    [InlineData("RUN (if \"%python%\"==\"3.14\" setx V 1) & (if \"%python%\"==\"3.15\" setx V 2)", 0)]
    [InlineData("RUN {% if spec.version %} make", 0)]
    [InlineData("RUN (if a \"$(date +%Y%m%d)\" setx V 1)", 1)]
    public void What_is_for_no_shell_is_not_checked(string step, int expected) =>
        Assert.Equal(expected, Remarks.Scripts($"ARG BASE\nFROM $BASE\n{step}").Length);

    [Fact]
    public void What_ours_knows_of_empty_arguments_stays_beside_it()
    {
        var analysis = Remarks.Analyze("FROM debian:12\nARG A\nRUN [ $A = 1 ] && export B=$(c) && d");
        Assert.Equal(["SC2086", "SC2155"], analysis.Findings.Select(f => f.Rule.Id).Where(id => id.StartsWith("SC", StringComparison.Ordinal)));
        var completed = analysis.WithRemarks(_ => []);
        Assert.Equal(["SC2086"], completed.Findings.Select(f => f.Rule.Id).Where(id => id.StartsWith("SC", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("# hadolint ignore=SC2999\nRUN echo $X")]
    [InlineData("# dockerlsp ignore=SC2999 because\nRUN echo $X")]
    [InlineData("# dockerlsp ignore-file=SC2999\nRUN echo 1\nRUN echo $X")]
    [InlineData("# shellcheck disable=SC2999\nRUN echo $X")]
    [InlineData("# shellcheck disable=SC2000-SC3000\nRUN echo $X")]
    [InlineData("# shellcheck disable=all\nRUN echo $X")]
    [InlineData("# shellcheck disable=2086,2999 source=/dev/null\nRUN echo $X")]
    [InlineData("RUN echo 1 && \\\n    # shellcheck disable=SC2999\n    echo $X && \\\n    echo 2")]
    public void Comments_silence_it(string rest) => Assert.Empty(Remarks.On($"FROM debian:12\n{rest}", "$X"));

    [Theory]
    [InlineData("# hadolint ignore=SC2998\nRUN echo $X")]
    [InlineData("# shellcheck disable=SC2998\nRUN echo $X")]
    [InlineData("# shellcheck source=x\nRUN echo $X")]
    [InlineData("# shellcheck disable=SC2999\nRUN echo 1\nRUN echo $X")]
    [InlineData("RUN echo 1 && \\\n    # shellcheck disable=SC2999\n    echo 2 && \\\n    echo $X")]
    public void Other_comments_do_not(string rest) => Assert.Single(Remarks.On($"FROM debian:12\n{rest}", "$X"));

    [Fact]
    public void A_directive_at_the_top_is_for_the_file() => Assert.Empty(Remarks.On("# shellcheck disable=SC2999\nFROM debian:12\nRUN echo $X", "$X"));

    [Fact]
    public void It_is_selected_and_left_out_as_other_rules()
    {
        const string File = "FROM debian:12\nRUN echo $X";
        Assert.Single(Remarks.On(File, "$X", AnalysisOptions.Default with { Select = ["SC"] }));
        Assert.Empty(Remarks.On(File, "$X", AnalysisOptions.Default with { Select = ["DL"] }));
        Assert.Empty(Remarks.On(File, "$X", AnalysisOptions.Default with { Ignore = ["SC2999"] }));
    }

    [Fact]
    public void What_a_rule_of_ours_says_already_is_not_said_twice() =>
        Assert.Empty(Remarks.On("FROM debian:12\nRUN mkdir -p /srv/{a,b}", "{a,b}", code: 3009));

    [Fact]
    public void What_has_not_been_checked_stays_as_it_was()
    {
        var analysis = Remarks.Analyze("FROM debian:12\nRUN echo $X");
        Assert.Same(analysis, analysis.WithRemarks(_ => null));
    }

    [Fact]
    public void After_a_key_only_what_it_changed_is_looked_up()
    {
        var text = "FROM debian:12\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"RUN ls *{i}\n"));
        List<string> asked = [];
        ImmutableArray<ScriptRemark>? Ask(ScriptToCheck script)
        {
            asked.Add(script.Text);
            return null;
        }

        var analysis = Remarks.Analyze(text);
        Assert.Same(analysis, analysis.WithRemarks(Ask, typedOnly: true));
        Assert.Empty(asked);
        foreach (var place in (string[])["*700\n", "*500\n"])
        {
            analysis = analysis.WithChanges([new TextChange(new TextSpan(text.IndexOf(place, StringComparison.Ordinal), 0), "-l ")]);
        }

        analysis.WithRemarks(Ask, typedOnly: true);
        // Of the step behind each, DL3059 has something new to say.
        Assert.Equal(["ls -l *500", "ls *501", "ls -l *700", "ls *701"], asked);
    }

    [Fact]
    public void What_was_said_stays_where_nothing_is_typed()
    {
        const string File = "FROM debian:12\nRUN echo $X\nRUN echo $Y\n";
        static ImmutableArray<ScriptRemark>? Say(ScriptToCheck script) => [new(new ScriptRange(1, 1, 1, 5), "warning", 2999, script.Text, [])];
        var later = Remarks.Analyze(File).WithRemarks(Say).WithChanges([new TextChange(new TextSpan(File.Length - 1, 0), "Z")]);
        Assert.Equal(["echo $X"], Said(later));
        Assert.Equal(["echo $X", "echo $YZ"], Said(later.WithRemarks(Say, typedOnly: true)));

        static IEnumerable<string> Said(DockerfileAnalysis analysis) => analysis.Findings.Where(f => f.Rule.Id == "SC2999").Select(f => f.Message);
    }

    private static ImmutableArray<ScriptReplacement> Quote(ScriptRange range) =>
    [
        new(range with { EndColumn = range.Column }, "\"", 7, true),
        new(range with { Column = range.EndColumn }, "\"", 7, false),
    ];
}
