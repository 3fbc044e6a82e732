namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class MixedFromAsCasingTests
{
    private static Verification Rule => Verify.Only("FromAsCasing");

    [Fact]
    public void Lower_as_behind_upper_from() => Rule
        .Finds("""
            FROM debian:12 [|as|] base
            FROM base AS test
            FROM base [|As|] app
            """)
        .Says("`as` is not in the case of `FROM`", "`As` is not in the case of `FROM`")
        .Fixed("""
            FROM debian:12 AS base
            FROM base AS test
            FROM base AS app
            """);

    [Fact]
    public void Upper_as_behind_lower_from() => Rule
        .Finds("from debian:12 [|AS|] base")
        .Fixed("from debian:12 as base");

    [Fact]
    public void Behind_a_flag_and_a_continuation() => Rule
        .Finds("""
            FROM --platform=$BUILDPLATFORM \
              debian:12 \
              [|as|] base
            """)
        .Fixed("""
            FROM --platform=$BUILDPLATFORM \
              debian:12 \
              AS base
            """);

    [Fact]
    public void A_mixed_from_says_nothing_of_as() => Rule.FindsNothing("From debian:12 as base");

    [Fact]
    public void Names_and_images_are_no_keywords() => Rule.FindsNothing("""
        FROM as AS As
        FROM debian:12
        RUN echo FROM x as y
        """);

    [Fact]
    public void Heredocs_are_text() => Rule.FindsNothing("""
        FROM debian:12 AS base
        COPY <<EOF /Dockerfile
        FROM debian:12 as base
        EOF
        """);

    [Fact]
    public void Without_a_name_there_is_nothing_to_say() => Rule.FindsNothing("FROM debian:12 as");
}
