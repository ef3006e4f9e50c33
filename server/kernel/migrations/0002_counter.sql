-- Numbers are given within a scope like everything else: a forgotten WHERE neither shows nor moves another platform's counters.
SELECT kernel.protect('kernel.counter');
