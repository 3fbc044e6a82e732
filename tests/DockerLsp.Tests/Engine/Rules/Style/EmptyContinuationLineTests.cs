namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class EmptyContinuationLineTests
{
    private static Verification Rule => Verify.Only("NoEmptyContinuation");

    [Fact]
    public void Deletes_the_line() => Rule
        .Finds("""
            FROM debian:12
            RUN a \
            [|
            |]    && b
            """)
        .Says("Does not end the instruction: BuildKit skips an empty line after a continuation, and will reject it")
        .Offers("Delete the empty line")
        .Fixed("""
            FROM debian:12
            RUN a \
                && b
            """);

    [Fact]
    public void One_finding_an_instruction() => Rule
        .Finds("""
            FROM debian:12
            RUN a \
            [|   
            |]
                # b is next
                && b \

                && c
            """)
        .Offers("Delete 3 empty lines")
        .Fixed("""
            FROM debian:12
            RUN a \
                # b is next
                && b \
                && c
            """);

    [Fact]
    public void An_instruction_was_swallowed() => Rule
        .Finds("""
            FROM debian:12
            RUN a && \
                b \
            [|
            |]COPY . /app
            """)
        .Says("Does not end the instruction: `COPY` in line 5 becomes part of the RUN above")
        .Unsafe("line 5 then counts", """
            FROM debian:12
            RUN a && \
                b

            COPY . /app
            """);

    [Fact]
    public void A_backtick_is_the_escape_character() => Rule
        .Finds("""
            # escape=`
            FROM debian:12
            ENV a=b `
            [|
            |]    c=d
            """)
        .Fixed("""
            # escape=`
            FROM debian:12
            ENV a=b `
                c=d
            """);

    [Fact]
    public void In_a_trigger_and_in_every_stage() => Rule
        .Finds("""
            FROM debian:12 AS a
            ONBUILD RUN a \
            [|
            |]    && b
            FROM a
            LABEL a=b \
            [|
            |]    c=d
            """)
        .Fixed("""
            FROM debian:12 AS a
            ONBUILD RUN a \
                && b
            FROM a
            LABEL a=b \
                c=d
            """);

    [Fact]
    public void Comments_are_allowed() => Rule.FindsNothing("""
        FROM debian:12
        RUN a \
            # why
        # and this
            && b
        """);

    [Fact]
    public void Heredocs_may_hold_empty_lines() => Rule.FindsNothing("""
        FROM debian:12
        RUN <<EOF
        a \

        b
        EOF
        """);

    [Fact]
    public void Between_instructions_lines_are_free() => Rule.FindsNothing("""
        FROM debian:12

        RUN a \
            && b

        RUN c
        """);
}
