namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class RepeatedRefreshTests
{
    private static Verification Rule => Verify.Only("DLS1005");

    [Fact]
    public void Nothing_changed_the_sources() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && [|apt-get update|] && apt-get install -y git
            """)
        .Says("Downloads the index of line 2 once more: nothing in between changes the package sources")
        .Offers("Delete the second refresh")
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && apt-get install -y git
            """);

    [Fact]
    public void Operators_lead_the_lines() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update \
             && apt-get install -y curl \
             && [|apt-get -qq update|] \
             && apt-get install -y git \
             && rm -rf /var/lib/apt/lists/*
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update \
             && apt-get install -y curl \
             && apt-get install -y git \
             && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Operators_end_the_lines() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && \
                [|apt-get update|] && \
                apt-get install -y git
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && \
                apt-get install -y git
            """);

    [Fact]
    public void Set_e_and_semicolons() => Rule
        .Finds("""
            FROM debian:12
            RUN set -eux; \
                apt-get update; \
                mkdir -p /srv; \
                [|apt-get update|]; \
                apt-get install -y git
            """)
        .Fixed("""
            FROM debian:12
            RUN set -eux; \
                apt-get update; \
                mkdir -p /srv; \
                apt-get install -y git
            """);

    [Fact]
    public void A_heredoc_with_set_e() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            set -e
            apt-get update
            apt-get install -y curl
            [|apt-get update|]
            apt-get install -y git
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            set -e
            apt-get update
            apt-get install -y curl
            apt-get install -y git
            EOF
            """);

    [Fact]
    public void The_first_one_may_have_failed_unnoticed() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update; [|apt-get update|]; apt-get install -y git
            """)
        .Unsafe("the first may have failed", """
            FROM debian:12
            RUN apt-get update; apt-get install -y git
            """);

    [Fact]
    public void The_status_of_the_second_is_the_steps_own() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update; apt-get install -y git; [|apt-get update|]
            """)
        .Refused("the status of the last command is the status of the step");

    [Fact]
    public void A_comment_stands_beside_it() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl \
                # once more, to be sure
                && [|apt-get update|] \
                && apt-get install -y git
            """)
        .Refused("a comment stands beside this command");

    [Fact]
    public void A_second_try_is_no_repetition() => Rule
        .FindsNothing("""
            FROM debian:12
            RUN (apt-get update || (sleep 5 && apt-get update)) && apt-get install -y curl
            """);

    [Fact]
    public void A_trigger() => Rule
        .Finds("""
            FROM debian:12
            ONBUILD RUN apt-get update && [|apt-get update|] && apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12
            ONBUILD RUN apt-get update && apt-get install -y curl
            """);

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y ca-certificates && echo 'deb https://example.com x main' > /etc/apt/sources.list.d/x.list && apt-get update && apt-get install -y x")]
    [InlineData("RUN apt-get update && apt-get install -y software-properties-common && add-apt-repository ppa:x/y && apt-get update")]
    [InlineData("RUN apt-get update && curl -fsSL https://example.com/setup.sh | bash && apt-get update")]
    [InlineData("RUN apt-get update && dpkg --add-architecture i386 && apt-get update")]
    [InlineData("RUN apt-get update && dpkg -i /repo.deb && apt-get update")]
    [InlineData("RUN apt-get update && sed -i s/main/contrib/ /etc/apt/sources.list && apt-get update")]
    [InlineData("RUN apt-get update || apt-get update")]
    [InlineData("RUN apt-get update && rm -rf /var/lib/apt/lists/* && apt-get update")]
    [InlineData("RUN if [ -f /a ]; then apt-get update; else apt-get update; fi")]
    [InlineData("RUN for i in 1 2 3; do apt-get update && break; done")]
    [InlineData("RUN apt-get update\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("RUN apt-get update && apt-get install -y ./repo.deb && apt-get update")]
    public void Something_may_have_changed(string steps) => Rule.FindsNothing($"FROM debian:12\n{steps}");
}
