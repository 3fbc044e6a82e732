namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class UnusedIgnoreCommentTests
{
    [Fact]
    public void Switched_off_rules_are_not_reported() => Verify.FindsNothing("""
            # dockerlsp ignore-file=DL3057
            FROM debian:12
            HEALTHCHECK CMD ["a"]
            """);

    [Fact]
    public void Deletes_the_comment() => Verify.Finds("""
            FROM debian:12
            {|DLS5101:# dockerlsp ignore=DL3020|}
            COPY a /b
            """)
        .Says("Silences nothing: `DL3020` finds nothing in the next instruction")
        .Offers("Delete the comment")
        .Fixed("""
            FROM debian:12
            COPY a /b
            """);

    [Fact]
    public void Deletes_one_name() => Verify.Finds("""
            FROM debian:12
            # dockerlsp ignore={|DLS5101:DLS1001|}, DL4000 we want both
            MAINTAINER x
            """)
        .Offers("Delete `DLS1001` from the comment")
        .Fixed("""
            FROM debian:12
            # dockerlsp ignore=DL4000 we want both
            MAINTAINER x
            """);

    [Fact]
    public void Hadolints_comments_stay_unless_asked() => Verify.Finds("""
            FROM debian:12
            {|DLS5101:# hadolint ignore=DL3020|}
            COPY a /b
            """)
        .Unsafe("hadolint may need it", """
            FROM debian:12
            COPY a /b
            """);

    [Fact]
    public void For_the_whole_file() => Verify.Finds("""
            {|DLS5101:# dockerlsp ignore-file=DL3020|}
            FROM debian:12
            COPY a /b
            """)
        .Says("Silences nothing: `DL3020` finds nothing in this file");

    [Fact]
    public void A_used_one_is_left_alone() => Verify.FindsNothing("""
            # hadolint global ignore=DL3020
            FROM debian:12
            ADD a /b
            # hadolint ignore=MaintainerDeprecated
            MAINTAINER x
            """);

    [Fact]
    public void Other_tools_and_ShellCheck_are_left_alone() => Verify.FindsNothing("""
            FROM debian:12
            # hadolint ignore=SC2086,DL3999
            COPY a /b
            """);

    [Fact]
    public void What_would_become_a_directive_stays() => Verify.Only("DLS5101").Finds("""
            [|# dockerlsp ignore-file=DL3020|]
            # escape=`
            FROM debian:12
            COPY a /b
            """)
        .Refused();

    [Fact]
    public void In_a_trigger() => Verify.FindsNothing("""
            FROM debian:12
            # dockerlsp ignore=DL3020
            ONBUILD ADD a /b
            """);

    [Fact]
    public void Unused_in_one_stage_of_two() => Verify.Finds("""
            FROM debian:12 AS a
            # dockerlsp ignore=DL3020
            ADD a /b
            FROM debian:12
            {|DLS5101:# dockerlsp ignore=DL3020|}
            COPY --from=a /b /b
            """);
}
