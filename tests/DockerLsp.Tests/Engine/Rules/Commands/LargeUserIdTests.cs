namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class LargeUserIdTests
{
    private static Verification Rule => Verify.Only("DL3046");

    [Fact]
    public void From_a_directory_service() => Rule.Finds("FROM fedora:40\nRUN useradd --create-home --uid [|1684402117|] builder")
        .Offers("Leave the log files alone")
        .Fixed("FROM fedora:40\nRUN useradd -l --create-home --uid 1684402117 builder");

    [Theory]
    [InlineData("useradd -u [|100000|] nobody2", "useradd -l -u 100000 nobody2")]
    [InlineData("useradd [|--uid=734512|] ci", "useradd -l --uid=734512 ci")]
    [InlineData("useradd -N [|-u734512|] ci", "useradd -l -N -u734512 ci")]
    [InlineData("useradd -rmu [|734512|] ci", "useradd -l -rmu 734512 ci")]
    [InlineData("useradd [|-rmu734512|] ci", "useradd -l -rmu734512 ci")]
    [InlineData("useradd -d /l -s /bin/sh -u [|734512|] ci", "useradd -l -d /l -s /bin/sh -u 734512 ci")]
    [InlineData("useradd -c -l -u [|734512|] ci", "useradd -l -c -l -u 734512 ci")]
    [InlineData("useradd ci -u [|734512|] -g ci", "useradd -l ci -u 734512 -g ci")]
    [InlineData("groupadd -g 734512 ci && /usr/sbin/useradd -g ci -u [|734512|] ci", "groupadd -g 734512 ci && /usr/sbin/useradd -l -g ci -u 734512 ci")]
    [InlineData("id ci || useradd -u [|734512|] ci", "id ci || useradd -l -u 734512 ci")]
    [InlineData("sudo useradd --uid [|734512|] ci", "sudo useradd -l --uid 734512 ci")]
    public void However_it_is_written(string command, string expected) => Rule
        .Finds($"FROM ubuntu:24.04\nRUN {command}")
        .Fixed($"FROM ubuntu:24.04\nRUN {expected}");

    [Fact]
    public void By_an_argument() => Rule
        .Finds("FROM ubuntu:24.04\nARG HOST_UID=734512\nRUN useradd -u [|\"$HOST_UID\"|] ci")
        .Fixed("FROM ubuntu:24.04\nARG HOST_UID=734512\nRUN useradd -l -u \"$HOST_UID\" ci");

    [Fact]
    public void In_a_heredoc() => Rule
        .Finds("FROM ubuntu:24.04\nRUN <<EOF\nset -e\ngroupadd ci\nuseradd -g ci -u [|734512|] ci\nEOF")
        .Fixed("FROM ubuntu:24.04\nRUN <<EOF\nset -e\ngroupadd ci\nuseradd -l -g ci -u 734512 ci\nEOF");

    [Fact]
    public void In_a_trigger() => Rule
        .Finds("FROM ubuntu:24.04\nONBUILD RUN useradd -u [|734512|] ci")
        .Fixed("FROM ubuntu:24.04\nONBUILD RUN useradd -l -u 734512 ci");

    [Fact]
    public void In_each_stage() => Rule.Finds("FROM ubuntu:24.04 AS a\nRUN useradd -u [|734512|] ci\nFROM a\nRUN useradd -u [|900001|] cd");

    [Fact]
    public void In_exec_form() => Rule.Finds("FROM ubuntu:24.04\nRUN [\"useradd\", \"--uid\", \"[|734512|]\", \"ci\"]").Refused("exec form");

    [Theory]
    [InlineData("useradd ci")]
    [InlineData("useradd -u 60000 ci")]
    [InlineData("useradd -mlu 734512 ci")]
    [InlineData("useradd --no-log-init --uid 734512 ci")]
    [InlineData("useradd -u 734512 -rl ci")]
    [InlineData("useradd -u \"$HOST_UID\" ci")]
    [InlineData("useradd -g 734512 -u 1001 ci")]
    [InlineData("useradd -c 734512 ci")]
    [InlineData("useradd --home-dir /home/734512 ci")]
    [InlineData("groupadd -g 734512 ci")]
    [InlineData("adduser -D -u 734512 ci")]
    [InlineData("usermod -u 734512 ci")]
    [InlineData("echo useradd -u 734512 ci")]
    public void Is_small_or_leaves_them_alone(string command) => Rule.FindsNothing($"FROM ubuntu:24.04\nRUN {command}");
}
