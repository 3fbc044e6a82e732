namespace DockerLsp.Tests.Engine.Rules.Waste;

public sealed class DeletionBelowVolumeTests
{
    private static Verification Rule => Verify.Only("DLS1013");

    [Fact]
    public void A_file_below_it() => Rule
        .Finds("""
            FROM debian:12
            VOLUME ["/data", "/var/cache/app"]
            RUN make && rm -rf [|/var/cache/app/tmp|]
            """)
        .Says("`/var/cache/app` is a VOLUME since line 2: builders other than BuildKit undo this, and with BuildKit the earlier layer keeps the files")
        .Refused();

    [Fact]
    public void In_a_stage_that_starts_from_it() => Rule
        .Finds("""
            FROM debian:12 AS base
            VOLUME /data/
            FROM base
            ENV DIR=/data
            RUN rm -f [|"$DIR/x"|]
            """)
        .Refused();

    [Theory]
    [InlineData("RUN rm -rf /data/x\nVOLUME /data")]
    [InlineData("VOLUME /data\nRUN rm -rf /database")]
    [InlineData("VOLUME /data\nRUN touch /data/x")]
    [InlineData("VOLUME $DIR\nRUN rm -rf /data/x")]
    [InlineData("VOLUME /data\nRUN rm -rf $DIR")]
    [InlineData("ONBUILD VOLUME /data\nRUN rm -rf /data/x")]
    [InlineData("VOLUME /data\nFROM debian:12\nRUN rm -rf /data/x")]
    public void Elsewhere(string steps) => Rule.FindsNothing($"FROM debian:12\n{steps}");
}
