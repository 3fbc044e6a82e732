namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class DirectoryChangeTests
{
    private static Verification Rule => Verify.Only("DL3003");

    [Fact]
    public void Sets_the_directory_for_one_step() => Rule.Finds("FROM debian:12\nWORKDIR /src\nRUN [|cd|] /usr/share && ls\nRUN ls")
        .Says("Changes the directory for the rest of this step only; WORKDIR sets it for this step and those that follow")
        .Unsafe("creates a missing folder", "FROM debian:12\nWORKDIR /src\nWORKDIR /usr/share\nRUN ls\nWORKDIR /src\nRUN ls");

    [Fact]
    public void The_next_instruction_sets_it_anyway() => Rule.Finds("FROM debian:12\n# Documentation.\nRUN [|cd|] /usr/share \\\n    && ls\nWORKDIR /app")
        .Unsafe("creates a missing folder", "FROM debian:12\nWORKDIR /usr/share\n# Documentation.\nRUN ls\nWORKDIR /app");

    [Fact]
    public void Goes_where_it_is() => Rule.Finds("FROM debian:12\nWORKDIR /app\nRUN [|cd|] /app && make")
        .Says("Goes where WORKDIR has already put this step")
        .Fixed("FROM debian:12\nWORKDIR /app\nRUN make");

    [Fact]
    public void Goes_where_it_is_and_then_elsewhere() => Rule.Finds("FROM debian:12\nWORKDIR /app\nRUN [|cd|] /app && git clone https://example.com/a && [|cd|] a && make && cd b")
        .Fixed("FROM debian:12\nWORKDIR /app\nRUN git clone https://example.com/a && cd a && make && cd b");

    [Theory]
    [InlineData("[|cd|] /tmp && ls")]
    [InlineData("ls && [|cd|] /tmp && ls")]
    [InlineData("([|cd|] /tmp && ls)")]
    [InlineData("[|cd|] \"$HOME\" && ls")]
    [InlineData("[|cd|] ~ && ls")]
    [InlineData("[|cd|] src && ls")]
    [InlineData("if true; then [|cd|] /tmp; fi")]
    [InlineData("[|cd|] /tmp || exit 1")]
    [InlineData("[|cd|]")]
    [InlineData("ls; [|cd|] /a; cd /b")]
    [InlineData("([|cd|] /a && make) && (cd /b && make)")]
    public void Without_an_exact_replacement(string command) => Rule.Finds($"FROM debian:12\nRUN {command}\nRUN true").Refused();

    [Theory]
    [InlineData("([|cd|] /tmp && ls) && make")]
    [InlineData("echo \"$([|cd|] /src && git rev-parse HEAD)\"")]
    public void In_a_shell_of_its_own(string command) => Rule.Finds($"FROM debian:12\nRUN {command}")
        .Says("Changes the directory up to the closing parenthesis only; WORKDIR sets it for the step and those that follow");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\n[|cd|] /tmp\nls\nEOF").Refused();

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM debian:12\nWORKDIR /tmp\nONBUILD RUN [|cd|] /tmp && ls").Refused();

    [Fact]
    public void In_another_stage() => Rule.Finds("FROM debian:12 AS a\nWORKDIR /a\nRUN ls\nFROM a\nRUN [|cd|] /a && ls").Fixed("FROM debian:12 AS a\nWORKDIR /a\nRUN ls\nFROM a\nRUN ls");

    [Theory]
    [InlineData("cdrecord x")]
    [InlineData("git -C /tmp status")]
    [InlineData("echo cd /tmp")]
    [InlineData("pushd /tmp")]
    [InlineData("make -C /tmp")]
    [InlineData("ls cd")]
    public void Is_no_cd(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
