using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Files;

public class DiskFileStoreTests
{
    [Fact]
    public void Replacing_keeps_the_mode_and_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", "old");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["Dockerfile"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.GroupExecute);
        }

        new DiskFileStore().Replace(folder["Dockerfile"], "new"u8.ToArray());
        Assert.Equal("new", File.ReadAllText(folder["Dockerfile"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.GroupExecute, File.GetUnixFileMode(folder["Dockerfile"]));
        }
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_written()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TempFolder();
        folder.Add("a/real", "old");
        File.CreateSymbolicLink(folder["middle"], folder["a/real"]);
        File.CreateSymbolicLink(folder["Dockerfile"], "middle");
        new DiskFileStore().Replace(folder["Dockerfile"], "new"u8.ToArray());
        Assert.NotNull(new FileInfo(folder["Dockerfile"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(folder["a/real"]));
    }

    [Fact]
    public void When_it_fails_the_old_content_stays()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["Dockerfile"]);
        Assert.ThrowsAny<Exception>(() => new DiskFileStore().Replace(folder["Dockerfile"], [1]));
        Assert.Equal([folder["Dockerfile"]], Directory.GetFileSystemEntries(folder.Path));
    }
}
