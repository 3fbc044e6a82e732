using DockerLsp.Cli;
using DockerLsp.Lsp;

// An editor waits for the server at each start: nothing is parsed or built before it.
if (args is ["lsp"] or ["lsp", "--stdio"])
{
    return ServerProcess.Run();
}

return CommandLine.Run(args, CommandEnvironment.ForProcess(), ServerProcess.Run);
