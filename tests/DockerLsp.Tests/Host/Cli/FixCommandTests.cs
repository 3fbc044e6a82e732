using System.Text;
using DockerLsp.Files;
using NSubstitute;

namespace DockerLsp.Tests.Host.Cli;

public class FixCommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("FROM scratch\r\n# caf\u00e9")]
    [InlineData("\uFEFFFROM scratch")]
    public void What_needs_no_fix_comes_out_as_it_went_in(string text)
    {
        var input = Encoding.UTF8.GetBytes(text);
        Assert.Equal(input, Run.On(input, "fix", "--fail-on", "never", "-").Output);
    }

    [Fact]
    public void Ten_megabytes_on_one_line_come_through()
    {
        var input = Encoding.UTF8.GetBytes("FROM scratch\n# " + new string('x', 10_000_000));
        Assert.Equal(input, Run.On(input, "fix", "-").Output);
    }

    [FindingsFact]
    public void Fixes_are_applied_to_standard_input()
    {
        var run = Run.On(Samples.Bad, "fix", "--select", "DLS1", "-");
        Assert.NotEqual(Samples.Bad, run.Text);
        Assert.StartsWith("FROM debian:12\n", run.Text, StringComparison.Ordinal);
        Assert.Equal(run.Text, Run.On(run.Text, "fix", "--select", "DLS1", "-").Text);
    }

    [FindingsFact]
    public void A_diff_is_what_fixing_would_do_and_writes_nothing()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad);
        var run = Run.In(folder, "fix", "--diff", "Dockerfile");
        Assert.Equal(Samples.Bad, File.ReadAllText(folder["Dockerfile"]));
        Assert.StartsWith("--- a/Dockerfile\n+++ b/Dockerfile\n@@ ", run.Text, StringComparison.Ordinal);
        Assert.Contains("Would apply", run.Error, StringComparison.Ordinal);
    }

    [FindingsFact]
    public void Refusals_are_explained_on_request()
    {
        const string Text = "FROM debian:12\nRUN apt-get update && apt-get install -y curl; exit 0\n";
        var silent = Run.On(Text, "fix", "--diff", "-");
        var told = Run.On(Text, "fix", "--diff", "--explain-refusals", "-");
        Assert.Equal(silent.Text, told.Text);
        Assert.DoesNotContain("may end the step", silent.Error, StringComparison.Ordinal);
        Assert.Contains(":2:48: Delete the index in this RUN: Not rewritten: `exit 0` may end the step before [DL3009]", told.Error, StringComparison.Ordinal);
    }

    [FindingsFact]
    public void Bytes_that_are_not_utf8_survive_a_fix()
    {
        using var folder = new TempFolder();
        byte[] tail = [.. "WORKDIR /srv\r\n# caf"u8, 0xE9, 0x20, 0xFF, .. "\r\nRUN echo done"u8];
        folder.Add("Dockerfile", [.. Encoding.UTF8.GetBytes(Samples.Bad.ReplaceLineEndings("\r\n")), .. tail]);
        var diff = Run.In(folder, "fix", "--diff", "Dockerfile");
        Run.In(folder, "fix", "Dockerfile");
        var fixedBytes = File.ReadAllBytes(folder["Dockerfile"]);
        Assert.True(fixedBytes.AsSpan().EndsWith(tail));
        Assert.DoesNotContain("\n", Encoding.Latin1.GetString(fixedBytes).Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", Encoding.UTF8.GetString([.. diff.Output.Where(value => value < 0x80)]), StringComparison.Ordinal);
    }

    [FindingsFact]
    public void The_exit_status_says_whether_findings_are_left()
    {
        Assert.Equal(0, Run.On(Samples.Bad, "fix", "--fail-on", "never", "-").Status);
        var left = Run.On(Run.On(Samples.Bad, "fix", "-").Text, "lint", "--fail-on", "hint", "-").Status;
        Assert.Equal(left, Run.On(Samples.Bad, "fix", "--fail-on", "hint", "-").Status);
    }

    [FindingsFact]
    public void A_file_that_cannot_be_written_is_named()
    {
        var files = Substitute.For<IFileStore>();
        files.Read(Arg.Any<string>()).Returns(Encoding.UTF8.GetBytes(Samples.Bad));
        files.When(store => store.Replace(Arg.Any<string>(), Arg.Any<byte[]>())).Do(_ => throw new UnauthorizedAccessException());
        var run = Run.In(Path.GetTempPath(), [], files, "fix", "no-such-folder/Dockerfile");
        Assert.Equal(2, run.Status);
        Assert.Contains("no-such-folder/Dockerfile: permission denied", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_fixes_is_not_touched()
    {
        var files = Substitute.For<IFileStore>();
        files.Read(Arg.Any<string>()).Returns("FROM scratch\n"u8.ToArray());
        Run.In(Path.GetTempPath(), [], files, "fix", "--fail-on", "never", "no-such-folder/Dockerfile");
        files.DidNotReceiveWithAnyArgs().Replace("", []);
    }
}
