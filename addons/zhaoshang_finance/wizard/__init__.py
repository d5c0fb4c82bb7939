from . import allotment_pay, allotment_reverse, finance_setup, package_open
