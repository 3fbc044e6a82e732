namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class CleanupOfCacheMountTests
{
    private static Verification Rule => Verify.Only("DLS1006");

    [Fact]
    public void Deletes_the_index_that_a_mount_keeps() => Rule
        .Finds("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
                apt-get update && apt-get install -y curl && [|rm -rf /var/lib/apt/lists/*|]
            """)
        .Says("Empties the cache mount on /var/lib/apt/lists: the next build downloads all of it again, and no layer gets smaller")
        .Offers("Keep what the cache mount holds")
        .Fixed("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
                apt-get update && apt-get install -y curl
            """);

    [Fact]
    public void Only_the_mounted_path_goes() => Rule
        .Finds("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt apt-get update \
                && apt-get install -y curl \
                && [|rm -rf /tmp/* /var/lib/apt/lists/* /var/tmp/*|]
            """)
        .Fixed("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt apt-get update \
                && apt-get install -y curl \
                && rm -rf /tmp/* /var/tmp/*
            """);

    [Fact]
    public void Apt_get_clean() => Rule
        .Finds("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/cache/apt \
                apt-get update && apt-get install -y curl && [|apt-get clean|] && rm -rf /var/lib/apt/lists/*
            """)
        .Fixed("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/cache/apt \
                apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_comment_above_the_last_command_stays() => Rule
        .Finds("""
            FROM mcr.microsoft.com/azurelinux/base/core:3.0
            RUN --mount=type=cache,target=/var/cache/tdnf \
                # a newer base
                tdnf upgrade -y \
                # clean cached data

                # of the manager
                && [|tdnf clean all|]

            USER app
            """)
        .Fixed("""
            FROM mcr.microsoft.com/azurelinux/base/core:3.0
            RUN --mount=type=cache,target=/var/cache/tdnf \
                # a newer base
                tdnf upgrade -y
                # clean cached data

                # of the manager

            USER app
            """);

    [Theory]
    [InlineData("tdnf upgrade -y \\\n  # first\n  && [|tdnf clean all|] \\\n  && ls /")]
    [InlineData("tdnf upgrade -y \\\n  # check=skip=all\n  && [|tdnf clean all|]")]
    [InlineData("tdnf upgrade -y \\\n  # first\n  && \\\n  # second\n  [|tdnf clean all|]")]
    public void A_comment_that_would_speak_of_something_else(string script) => Rule
        .Finds($"FROM mcr.microsoft.com/azurelinux/base/core:3.0\nRUN --mount=type=cache,target=/var/cache/tdnf {script}\n")
        .Refused("a comment stands beside this command");

    [Fact]
    public void Dnf_clean_all() => Rule
        .Finds("""
            FROM fedora:41
            RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y curl && [|dnf clean all|]
            """)
        .Fixed("""
            FROM fedora:41
            RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y curl
            """);

    [Fact]
    public void Pip_does_not_use_its_mount() => Rule
        .Finds("""
            FROM python:3.12
            RUN --mount=type=cache,target=/root/.cache/pip pip install [|--no-cache-dir|] -r requirements.txt
            """)
        .Says("`--no-cache-dir` keeps pip from using the cache mount on /root/.cache/pip")
        .Offers("Use the cache mount")
        .Fixed("""
            FROM python:3.12
            RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
            """);

    [Fact]
    public void Apk_does_not_use_its_mount() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN --mount=type=cache,target=/var/cache/apk apk add [|--no-cache|] curl
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN --mount=type=cache,target=/var/cache/apk apk add curl
            """);

    [Fact]
    public void A_semicolon_makes_the_cleanup_the_steps_status() => Rule
        .Finds("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt apt-get update; apt-get install -y curl; [|rm -rf /var/lib/apt/lists/*|]
            """)
        .Refused("the status of the last command is the status of the step");

    [Fact]
    public void Set_e_lets_the_last_line_go() => Rule
        .Finds("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt <<EOF
            set -e
            apt-get update
            apt-get install -y curl
            [|rm -rf /var/lib/apt/lists/*|]
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt <<EOF
            set -e
            apt-get update
            apt-get install -y curl
            EOF
            """);

    [Fact]
    public void Somebody_asks_whether_the_cleanup_failed() => Rule
        .Finds("""
            FROM debian:12
            RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl && [|rm -rf /var/lib/apt/lists/*|] || echo failed
            """)
        .Refused("`||` asks whether this command failed");

    [Theory]
    [InlineData("RUN --mount=type=cache,target=/root/.cache apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN --mount=type=bind,target=/var/lib/apt rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl")]
    [InlineData("RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt echo rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt")]
    [InlineData("RUN --mount=type=tmpfs,target=/var/lib/apt rm -rf /var/lib/apt/lists/*")]
    public void Keeps_what_the_mount_holds(string step) => Rule.FindsNothing($"FROM debian:12\n{step}");
}
