using DockerLsp.Engine.Text;
using Xunit.Sdk;

namespace DockerLsp.Tests.Engine;

/// <summary>The harness itself: a test that cannot fail proves nothing.</summary>
public sealed class VerifyTests
{
    [Fact]
    public void Reads_markers_and_leaves_literals()
    {
        var marked = MarkedText.Parse("a [|b|] {|X1:c [|d|]|} awk -F'[|]' {|}");
        Assert.Equal("a b c d awk -F'[|]' {|}", marked.Text);
        Assert.Equal(
            [new Mark(null, new TextSpan(2, 1)), new Mark("X1", new TextSpan(4, 3)), new Mark(null, new TextSpan(6, 1))],
            marked.Marks);
    }

    [Fact]
    public void Fails_where_a_marker_is_elsewhere() =>
        Assert.ThrowsAny<XunitException>(() => Verify.Only("DL3009").Finds("FROM debian:12\nRUN apt-get update && [|apt-get|] install -y curl"));

    [Fact]
    public void Fails_where_something_is_found() =>
        Assert.ThrowsAny<XunitException>(() => Verify.Only("DL3009").FindsNothing("FROM debian:12\nRUN apt-get update && apt-get install -y curl"));

    [Fact]
    public void Fails_where_nothing_is_marked() =>
        Assert.ThrowsAny<XunitException>(() => Verify.Only("DL3009").Finds("FROM debian:12"));

    [Fact]
    public void Fails_where_the_fix_gives_another_text() =>
        Assert.ThrowsAny<XunitException>(() => Verify.Only("DL3009").Finds("FROM debian:12\nRUN [|apt-get update|] && apt-get install -y curl").Fixed("FROM debian:12"));

    [Fact]
    public void Fails_where_a_fix_is_not_refused() =>
        Assert.ThrowsAny<XunitException>(() => Verify.Only("DL3009").Finds("FROM debian:12\nRUN [|apt-get update|] && apt-get install -y curl").Refused());
}
