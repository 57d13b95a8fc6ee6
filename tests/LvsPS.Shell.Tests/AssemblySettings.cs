// Each test starts a process or two; more at once than there are processors gains nothing.
[assembly: Xunit.CollectionBehavior(MaxParallelThreads = 2)]
