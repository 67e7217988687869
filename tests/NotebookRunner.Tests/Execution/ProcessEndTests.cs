using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary>Why a process ended is what its runtime says, whatever words the notebook's own messages have.</summary>
public sealed class ProcessEndTests
{
    private const string Frames = "\n   at Submission#1.<>c.<<Initialize>>b__0_0()\n   at System.Threading.Thread.StartCallback()\n";

    [Theory]
    [InlineData("Unhandled exception. Submission#1+MyError: mine", "MyError: mine")]
    [InlineData("Unhandled exception. Submission#1+Of`1[System.Int32]: mine", "Of: mine")]
    [InlineData("Unhandled exception. System.Exception: the list is out of memory order", "Exception: the list is out of memory order")]
    [InlineData("Unhandled exception. System.Exception: see Stack overflow", "Exception: see Stack overflow")]
    [InlineData("Unhandled exception. System.Exception: one\nStack of two\n", "Exception: one\nStack of two")]
    [InlineData("Unhandled exception. System.Exception: outer\n ---> System.Exception: inner", "Exception: outer")]
    [InlineData("Unhandled exception. in words of its own", "UnhandledException: in words of its own")]
    public void An_exception_on_a_thread_is_told_by_its_own_name_and_words(string text, string told)
    {
        var end = ProcessEnd.Describe(134, text + Frames, hasSpoken: true);
        Assert.Equal($"{told} (on a thread of its own, which ended the notebook's process)", $"{end.Name}: {end.Message}");
    }

    [Theory]
    [InlineData("Process terminated. one\ntwo", "one\ntwo (Environment.FailFast, which ends the process)")]
    [InlineData("Process terminated. Out of memory", "Out of memory (Environment.FailFast, which ends the process)")]
    [InlineData("Process terminated. ", "(Environment.FailFast, which ends the process)")]
    public void The_message_of_FailFast_is_told_as_a_whole(string text, string told)
    {
        var end = ProcessEnd.Describe(134, text + "\n   at System.Environment.FailFast(System.String)" + Frames, hasSpoken: true);
        Assert.Equal(("FailFast", told), (end.Name, end.Message));
    }

    [Theory]
    [InlineData("Stack overflow.\nRepeat 87195 times:\n--------------------------------\n   at Submission#2.Endless(Int32)\n", "StackOverflowException")]
    [InlineData("Out of memory.\n", "OutOfMemoryException")]
    [InlineData("Unhandled exception. System.OutOfMemoryException: Array dimensions exceeded supported range.\n", "OutOfMemoryException")]
    public void What_the_runtime_ran_out_of_is_told(string text, string name) =>
        Assert.Equal(name, ProcessEnd.Describe(134, text, hasSpoken: true).Name);
}
