using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

/// <summary>The rewrites that <c>layering: cache-mount</c> prefers.</summary>
public sealed class CacheMountLayeringTests
{
    private static Verification Layering(string rule) => Verify.With(DockerLsp.Engine.Diagnostics.Layering.CacheMount).Only(rule);

    [Fact]
    public void Apt_needs_BuildKit_and_ends_docker_clean() => Layering("DL3009")
        .Finds("""
            FROM debian:12
            ENV LANG=C.UTF-8
            # tools
            RUN [|apt-get update|] && apt-get install -y curl && apt-get clean
            """)
        .Offers("Use cache mounts for apt (needs BuildKit, docker-clean off)", "Delete the index in this RUN");

    [Fact]
    public void Apt_rewritten() => Layering("DLS1001")
        .Finds("""
            # syntax=docker/dockerfile:1
            FROM debian:12
            RUN rm -f /etc/apt/apt.conf.d/docker-clean
            RUN [|apt-get update|]
            RUN apt-get install -y curl && \
                apt-get clean && \
                rm -rf /var/lib/apt/lists/* /tmp/*
            """)
        .Offers("Use cache mounts for apt", "Merge 2 RUN steps into one layer")
        .Fixed("""
            # syntax=docker/dockerfile:1
            FROM debian:12
            RUN rm -f /etc/apt/apt.conf.d/docker-clean
            RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
                --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
                apt-get update && \
                apt-get install -y curl && \
                rm -rf /tmp/*
            """);

    [Fact]
    public void Two_groups_of_a_stage_end_docker_clean_once()
    {
        var source = DockerLsp.Engine.Text.SourceText.From("""
            # syntax=docker/dockerfile:1
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            COPY . /src
            RUN apt-get update && apt-get install -y git

            """.ReplaceLineEndings("\n"));
        var options = DockerLsp.Engine.Configuration.AnalysisOptions.Default with { Layering = DockerLsp.Engine.Diagnostics.Layering.CacheMount, Select = ["DL3009"] };
        var result = DockerLsp.Engine.DockerfileAnalysis.FixAll(source, options, includeUnsafe: true, includeOnRequest: true);
        Assert.Equal(
            """
            # syntax=docker/dockerfile:1
            FROM debian:12
            RUN rm -f /etc/apt/apt.conf.d/docker-clean && echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep-cache
            RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
                --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
                apt-get update && apt-get install -y curl
            COPY . /src
            RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
                --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
                apt-get update && apt-get install -y git

            """.ReplaceLineEndings("\n"),
            result.Text.ToString());
    }

    [Fact]
    public void Without_unsafe_nothing_unsafe_happens() => Layering("DL3009")
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_cleanup_that_would_find_an_older_index() => Layering("DLS1004")
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl git
            RUN apt-get update; [ -n "$DEBUG" ] && exit 0
            RUN [|rm -rf /tmp/* /var/lib/apt/lists/*|] && apt-get install -y ./local.deb
            """)
        .Refuses("the cleanup in line 4 would find what an older layer holds");

    [Fact]
    public void Nobody_gets_a_mount_who_asked_for_another_shape() => Verify.Only("DLS1007")
        .Finds("""
            # syntax=docker/dockerfile:1
            FROM node:20
            RUN [ -z "$JS" ] || [|npm ci|]
            """)
        .Offers("Clean up in this RUN (may lack npm)")
        .Refused();

    [Fact]
    public void Pip() => Layering("DL3042")
        .Finds("""
            FROM python:3.12
            RUN <<EOF
            [|pip install|] flask
            EOF
            """)
        .Offers("Use a cache mount for pip", "Install without a cache")
        .Fixed("""
            FROM python:3.12
            RUN --mount=type=cache,target=/root/.cache/pip <<EOF
            pip install flask
            EOF
            """);

    [Fact]
    public void Pip_of_a_user() => Layering("DL3042")
        .Finds("""
            # syntax=docker/dockerfile:1
            FROM python:3.12
            USER app
            RUN [|pip install|] flask
            """)
        .Offers("Install without a cache");

    [Fact]
    public void Npm_on_an_image_that_nobody_knows() => Layering("DLS1007")
        .Finds("""
            # syntax=docker/dockerfile:1
            FROM registry.example.com/node:1
            RUN [|npm ci|]
            """)
        .Offers("Use a cache mount for npm (where root runs this step)", "Clean up in this RUN");

    [Fact]
    public void Dnf_keeps_packages() => Layering("DL3040")
        .Finds("""
            # syntax=docker/dockerfile:1
            FROM fedora:41
            RUN --network=host [|dnf install|] -y git
            """)
        .Offers("Use cache mounts for rpm", "Clean up in this RUN")
        .Fixed("""
            # syntax=docker/dockerfile:1
            FROM fedora:41
            RUN --mount=type=cache,target=/var/cache/dnf,sharing=locked \
                --mount=type=cache,target=/var/cache/libdnf5,sharing=locked \
                --network=host dnf install --setopt=keepcache=1 -y git
            """);

    [Fact]
    public void A_deletion_that_holds_the_mount() => Layering("DL3009")
        .Finds("""
            # syntax=docker/dockerfile:1
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl && rm -rf /var/cache
            """)
        .Offers("Delete the index in this RUN")
        .Refuses("this would delete the folder that holds the mount");
}
