namespace DockerLsp.Tests.Host.Programs;

/// <summary>A program that is a shell script.</summary>
internal static class FakeProgram
{
    public static string Add(TempFolder folder, string name, string script)
    {
        folder.Add(name, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder[name];
    }
}
