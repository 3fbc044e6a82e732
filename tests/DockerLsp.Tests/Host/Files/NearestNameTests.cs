using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Files;

public class NearestNameTests
{
    private static readonly string[] Names = ["DL3008", "DL3009", "DLS1001", "StageNameCasing"];

    [Theory]
    [InlineData("DL3099", "DL3009")]
    [InlineData("dl3080", "DL3008")]
    [InlineData("StageNameCaseing", "StageNameCasing")]
    [InlineData("DLS101", "DLS1001")]
    [InlineData("XYZ", null)]
    [InlineData("", null)]
    public void It_is_the_name_that_was_meant(string given, string? meant) => Assert.Equal(meant, NearestName.Find(given, Names));
}
