namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class ApkIndexRemainsTests
{
    private static Verification Rule => Verify.Only("DL3019");

    [Fact]
    public void A_cleanup_that_hides_what_an_earlier_layer_holds() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN [|apk add|] curl
            RUN [|apk add|] git && rm -rf /var/cache/apk/*
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache curl
            RUN apk add --no-cache git
            """);

    [Fact]
    public void An_install_keeps_a_copy() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN [|apk add|] curl
            """)
        .Says("Leaves the package index in this layer; `--no-cache` reads it over the network and keeps nothing")
        .Offers("Install with --no-cache")
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache curl
            """);

    [Fact]
    public void Refresh_and_cleanup_are_needless() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk update \
                && [|apk add|] curl git \
                && rm -rf /var/cache/apk/*
            """)
        .Says("Keeps a copy of the package index for a moment; `--no-cache` makes refresh and cleanup needless")
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache curl git
            """);

    [Fact]
    public void Both_installs_of_a_step() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN [|apk add|] --virtual .build gcc && \
                make -C /src && \
                apk add libgcc && \
                apk del .build
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache --virtual .build gcc && \
                make -C /src && \
                apk add --no-cache libgcc && \
                apk del .build
            """);

    [Theory]
    [InlineData("apk --update add", "apk add --no-cache")]
    [InlineData("apk add --update", "apk add --no-cache")]
    [InlineData("apk -U add -q", "apk add --no-cache -q")]
    [InlineData("apk add --update-cache", "apk add --no-cache")]
    public void An_option_that_fetches_the_index_is_needless_beside_it(string command, string expected) => Rule
        .Finds($"FROM alpine:3.20\nRUN [|{(command.EndsWith(" -q", StringComparison.Ordinal) ? command[..^3] : command.EndsWith("add", StringComparison.Ordinal) ? command : "apk add")}|]{(command.StartsWith("apk add", StringComparison.Ordinal) ? command[7..] : command.EndsWith(" -q", StringComparison.Ordinal) ? " -q" : "")} curl")
        .Fixed($"FROM alpine:3.20\nRUN {expected} curl");

    [Fact]
    public void Options_and_sudo_before_the_subcommand() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN [|sudo apk --repository https://example.com/edge add|] curl
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN sudo apk --repository https://example.com/edge add --no-cache curl
            """);

    [Fact]
    public void Packages_on_lines_of_their_own() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN set -ex; \
            	[|apk add|] \
            		curl \
            		# for the build
            		git \
            	; \
            	git --version
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN set -ex; \
            	apk add --no-cache \
            		curl \
            		# for the build
            		git \
            	; \
            	git --version
            """);

    [Fact]
    public void A_heredoc() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN <<EOF
            set -e
            apk update
            [|apk add|] curl
            EOF
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN <<EOF
            set -e
            apk add --no-cache curl
            EOF
            """);

    [Fact]
    public void A_refresh_whose_failure_is_ignored_may_go() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk update; [|apk add|] curl; curl --version
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache curl; curl --version
            """);

    [Fact]
    public void Blanks_behind_the_cleanup_go_with_it() => Rule
        .Finds("FROM alpine:3.20\nRUN [|apk add|] curl \\\n    && rm -rf /var/cache/apk/*  \nCMD [\"curl\"]\n")
        .Fixed("FROM alpine:3.20\nRUN apk add --no-cache curl\nCMD [\"curl\"]\n");

    [Fact]
    public void A_refresh_that_no_install_reads() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN [|apk update|] && apk add --no-cache curl
            """)
        .Says("Leaves an index in this layer that `apk add --no-cache` does not read")
        .Offers("Delete this refresh")
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache curl
            """);

    [Fact]
    public void A_branch() => Rule
        .Finds("""
            FROM alpine:3.20
            ARG DEBUG
            RUN if [ -n "$DEBUG" ]; then [|apk add|] gdb; fi
            """)
        .Fixed("""
            FROM alpine:3.20
            ARG DEBUG
            RUN if [ -n "$DEBUG" ]; then apk add --no-cache gdb; fi
            """);

    [Fact]
    public void A_trigger() => Rule
        .Finds("""
            FROM alpine:3.20
            ONBUILD RUN [|apk add|] curl
            """)
        .Fixed("""
            FROM alpine:3.20
            ONBUILD RUN apk add --no-cache curl
            """);

    [Fact]
    public void An_install_that_works_offline_reads_what_the_refresh_wrote() => Rule
        .FindsNothing("""
            FROM alpine:3.20
            RUN apk add --no-cache curl && apk add --no-network ./local.apk
            """);

    [Theory]
    [InlineData("RUN apk add --no-cache curl")]
    [InlineData("RUN apk --no-cache add curl")]
    [InlineData("RUN apk --no-cache --update add curl")]
    [InlineData("RUN --mount=type=cache,target=/var/cache/apk apk add curl")]
    [InlineData("RUN --mount=type=cache,target=/etc/apk/cache apk add curl")]
    [InlineData("RUN apk del curl")]
    [InlineData("RUN apk info")]
    [InlineData("RUN echo apk add curl")]
    [InlineData("RUN [\"echo\", \"apk add curl\"]")]
    public void Keeps_nothing(string step) => Rule.FindsNothing($"FROM alpine:3.20\n{step}");

    [Fact]
    public void A_refresh_goes_and_leaves_the_lines_around_it() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN rm -rf /opt/acme/docs \
                && [|apk update|] && apk upgrade --no-cache \
                && apk add --no-cache curl
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN rm -rf /opt/acme/docs \
                && apk upgrade --no-cache \
                && apk add --no-cache curl
            """);
}
