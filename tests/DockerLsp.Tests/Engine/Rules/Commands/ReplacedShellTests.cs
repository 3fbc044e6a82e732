namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class ReplacedShellTests
{
    private static Verification Rule => Verify.Only("DL4005");

    [Fact]
    public void The_only_command() => Rule.Finds("FROM debian:12\nRUN ln -sf /bin/bash [|/bin/sh|]\nRUN echo hi")
        .Unsafe("other programs keep /bin/sh", "FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\nRUN echo hi");

    [Fact]
    public void With_a_deletion() => Rule.Finds("FROM debian:12\nRUN rm /bin/sh && ln -s bash [|/bin/sh|]")
        .Unsafe("other programs keep /bin/sh", "FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]");

    [Theory]
    [InlineData("ln -sf /bin/zsh [|/bin/sh|]")]
    [InlineData("ln -sf /bin/bash [|/bin/sh|] && ls")]
    [InlineData("ls; ln -sfn \"$SHELL_PATH\" [|/bin/sh|]")]
    [InlineData("sudo ln -sf dash [|/bin/sh|]")]
    [InlineData("--network=none ln -sf /bin/bash [|/bin/sh|]")]
    public void Not_rewritten(string command) => Rule.Finds($"FROM debian:12\nRUN {command}").Refused();

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\nln -sf /bin/bash [|/bin/sh|]\nEOF").Refused();

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM debian:12\nONBUILD RUN ln -sf /bin/bash [|/bin/sh|]").Refused();

    [Fact]
    public void In_another_stage() => Rule.Finds("FROM scratch\nFROM debian:12\nRUN ln -sf /bin/bash [|/bin/sh|]");

    [Theory]
    [InlineData("ln -sf /bin/bash /usr/local/bin/sh2")]
    [InlineData("ln -s /bin/bash /bin/shell")]
    [InlineData("ls -l /bin/sh")]
    [InlineData("rm /bin/sh")]
    [InlineData("/bin/sh -c true")]
    [InlineData("echo ln -s bash /bin/sh")]
    public void Leaves_it_alone(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
