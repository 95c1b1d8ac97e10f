"""What runs inside the sandbox, in a process that is started for one submission.

``main`` prepares it: namespaces, a file tree of its own, an unprivileged user. ``supervise`` then is the first
process of the sandbox, which the submission can neither end nor read; it starts ``worker``, the process that runs
the submission, again and again if need be.

Only the standard library and ``trainloop.exercises`` are loaded here, and modules are imported relatively: the
package is started without ``classroom`` on the path, which submissions must not see.
"""
