using System.Text;
using DockerLsp.Cli;
using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>What a command did.</summary>
internal sealed record Run(int Status, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>Runs a command in this process.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="files">Where files are read and written; the disk by default.</param>
    /// <param name="args">The arguments.</param>
    public static Run In(string folder, byte[] input, IFileStore files, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var status = CommandLine.Run(
            args,
            new CommandEnvironment { Input = new MemoryStream(input), Output = output, Error = error, CurrentDirectory = folder, Files = files },
            () => 0);
        return new Run(status, output.ToArray(), error.ToString());
    }

    /// <summary>Runs a command in this process, with environment variables.</summary>
    public static Run With(TempFolder folder, IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CommandEnvironment
        {
            Input = Stream.Null,
            Output = output,
            Error = error,
            CurrentDirectory = folder.Path,
            GetVariable = name => variables.GetValueOrDefault(name),
        };
        return new Run(CommandLine.Run(args, environment, () => 0), output.ToArray(), error.ToString());
    }

    public static Run In(TempFolder folder, params string[] args) => In(folder.Path, [], new DiskFileStore(), args);

    public static Run On(string input, params string[] args) => On(Encoding.UTF8.GetBytes(input), args);

    public static Run On(byte[] input, params string[] args) => In(Path.GetTempPath(), input, new DiskFileStore(), args);
}
